-- While a secret is changed both are accepted, until the older one is given up.
ALTER TABLE "channels"
  ADD COLUMN "identity_secret_old" TEXT,
  ADD COLUMN "identity_rotated_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "channels_identity_secrets" CHECK ("identity_secret_old" IS NULL OR "identity_secret" IS NOT NULL);

-- Edits of the trees conflict instead of overwriting; what was merged keeps its row, so that the past keeps its names.
ALTER TABLE "categories"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "merged_into_id" UUID,
  ADD CONSTRAINT "categories_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "categories"("id") ON DELETE SET NULL,
  ADD CONSTRAINT "categories_merged" CHECK ("merged_into_id" IS NULL OR ("merged_into_id" <> "id" AND "disabled_at" IS NOT NULL));
ALTER TABLE "wrap_ups"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "merged_into_id" UUID,
  ADD CONSTRAINT "wrap_ups_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "wrap_ups"("id") ON DELETE SET NULL,
  ADD CONSTRAINT "wrap_ups_merged" CHECK ("merged_into_id" IS NULL OR ("merged_into_id" <> "id" AND "disabled_at" IS NOT NULL));

-- How often a node is used, and what a merge has to point elsewhere.
CREATE INDEX "conversations_category_id_idx" ON "conversations" ("category_id") WHERE "category_id" IS NOT NULL;
CREATE INDEX "conversations_wrap_up_id_idx" ON "conversations" ("wrap_up_id") WHERE "wrap_up_id" IS NOT NULL;
