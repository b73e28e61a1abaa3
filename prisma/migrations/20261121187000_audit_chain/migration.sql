-- The audit log as a chain. Entries are written without a place; a sealer gives each its position and hash once
-- it is committed, those from before this migration first. Personal values stand beside, each with its own salt.
ALTER TABLE "audit_entries"
  ADD COLUMN "position" BIGINT,
  ADD COLUMN "hash" BYTEA,
  ADD COLUMN "client" TEXT,
  ADD COLUMN "via" TEXT,
  ADD COLUMN "via_name" TEXT;
CREATE UNIQUE INDEX "audit_entries_position_key" ON "audit_entries" ("position");
CREATE INDEX "audit_entries_unsealed" ON "audit_entries" ("at", "id") WHERE "position" IS NULL;
CREATE INDEX "audit_entries_actor_id_at_idx" ON "audit_entries" ("actor_id", "at");

CREATE TABLE "audit_personal" (
  "entry_id" UUID NOT NULL,
  "path" TEXT NOT NULL,
  "subject_id" UUID,
  "digest" BYTEA NOT NULL,
  "salt" BYTEA,
  "value" JSONB,
  PRIMARY KEY ("entry_id", "path"),
  CHECK (("salt" IS NULL) = ("value" IS NULL))
);
CREATE INDEX "audit_personal_subject_id_idx" ON "audit_personal" ("subject_id") WHERE "value" IS NOT NULL;

CREATE TABLE "audit_head" (
  "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
  "position" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- What a message said before it was masked; only with the key that stands outside the database.
CREATE TABLE "masked_originals" (
  "message_id" UUID PRIMARY KEY,
  "conversation_id" UUID NOT NULL,
  "sealed" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "masked_originals_conversation_id_idx" ON "masked_originals" ("conversation_id");

-- A conversation whose words were deleted at the end of their time; what the reports count stays.
ALTER TABLE "conversations" ADD COLUMN "content_erased_at" TIMESTAMPTZ(3);
CREATE INDEX "conversations_content_kept" ON "conversations" ("ended_at", "id")
  WHERE "ended_at" IS NOT NULL AND ("content_erased_at" IS NULL OR "content_erased_at" < "ended_at");

-- One run a day: what it did so far, so that another process goes on where it stopped.
CREATE TABLE "retention_runs" (
  "day" DATE PRIMARY KEY,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "conversations" INTEGER NOT NULL DEFAULT 0,
  "attachments" INTEGER NOT NULL DEFAULT 0,
  "audit_values" INTEGER NOT NULL DEFAULT 0
);

UPDATE "roles" SET "permissions" = "permissions" || '{"customers.unmask":"all"}'::jsonb, "version" = "version" + 1
WHERE "key" = 'administrator' AND "built_in";
