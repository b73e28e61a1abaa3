-- Customers as people of the console know them: fields of one's own, notes, blocked, merged, erased.
ALTER TABLE "customers"
  ADD COLUMN "fields" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "blocked_at" TIMESTAMPTZ(3),
  ADD COLUMN "blocked_by" UUID,
  ADD COLUMN "blocked_reason" TEXT,
  -- The row of somebody who was merged stays, so that their id and the id their site signs lead on. Never a chain.
  ADD COLUMN "merged_into_id" UUID,
  ADD COLUMN "merged_at" TIMESTAMPTZ(3),
  ADD COLUMN "erased_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "customers_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "customers"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "customers_not_into_itself" CHECK ("merged_into_id" <> "id");

-- The words by which a customer is found, each by its beginning: Chinese by characters, a number also by its end.
CREATE FUNCTION customer_words(name TEXT, email TEXT, phone TEXT, external_id TEXT) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_remove(regexp_split_to_array(
    regexp_replace(regexp_replace(lower(left(concat_ws(' ', name, email, external_id), 1000)),
      '[^[:alnum:]\u0080-\U0010ffff]+', ' ', 'g'), '([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])', ' \1 ', 'g')
    || concat_ws(' ', '', left(digits, 40), right(digits, 11), right(digits, 10), right(digits, 9), right(digits, 8),
      right(digits, 7), right(digits, 4)), '\s+'), ''))
  FROM regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') AS digits
$$;
ALTER TABLE "customers"
  ADD COLUMN "words" tsvector GENERATED ALWAYS AS (customer_words("name", "email", "phone", "external_id")) STORED;

CREATE INDEX "customers_words" ON "customers" USING gin ("words");
CREATE INDEX "customers_tags" ON "customers" USING gin ("tags");
CREATE INDEX "customers_named" ON "customers" (lower("name"), "id");
CREATE INDEX "customers_newest" ON "customers" ("created_at" DESC, "id");
CREATE INDEX "customers_seen" ON "customers" ("last_seen_at" DESC, "id");
CREATE INDEX "customers_vip" ON "customers" ("vip_level" DESC, "id") WHERE "vip_level" > 0;
CREATE INDEX "customers_blocked" ON "customers" ("blocked_at") WHERE "blocked_at" IS NOT NULL;
CREATE INDEX "customers_merged" ON "customers" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

CREATE TABLE "customer_notes" (
  "id" UUID NOT NULL,
  "customer_id" UUID NOT NULL,
  "author_id" UUID,
  "author_name" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "customer_notes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "customer_notes_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "customer_notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id")
    ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "customer_notes_of" ON "customer_notes" ("customer_id", "created_at" DESC);

-- Two lines about the same thing, both with an open conversation, stand side by side after a merge.
ALTER TABLE "threads" ADD COLUMN "branch" INTEGER NOT NULL DEFAULT 0;
DROP INDEX "threads_customer_id_initiator_topic_key";
CREATE UNIQUE INDEX "threads_customer_id_initiator_topic_branch_key"
  ON "threads" ("customer_id", "initiator", "topic", "branch");

-- Whatever is written for somebody who was merged, even in the same moment, is the survivor's.
CREATE FUNCTION follow_merged_customer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  survivor UUID;
BEGIN
  SELECT merged_into_id INTO survivor FROM customers WHERE id = NEW.customer_id FOR KEY SHARE;
  IF survivor IS NOT NULL THEN
    NEW.customer_id := survivor;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "threads_follow_merged" BEFORE INSERT ON "threads"
  FOR EACH ROW EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "conversations_follow_merged" BEFORE INSERT ON "conversations"
  FOR EACH ROW EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "orders_follow_merged" BEFORE INSERT OR UPDATE OF "customer_id" ON "orders"
  FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "customer_notes_follow_merged" BEFORE INSERT ON "customer_notes"
  FOR EACH ROW EXECUTE FUNCTION follow_merged_customer();

ALTER TABLE "orders" ADD COLUMN "stage" TEXT;

-- A customer who is being erased: kept with numbers only.
CREATE TABLE "customer_erasures" (
  "id" UUID NOT NULL,
  "customer_id" UUID NOT NULL,
  "asked_by" UUID,
  "asked_name" TEXT NOT NULL,
  -- waits for open conversations, or ends them.
  "end_open" BOOLEAN NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  "conversations" INTEGER NOT NULL DEFAULT 0,
  "messages" INTEGER NOT NULL DEFAULT 0,
  "files" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "customer_erasures_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "customer_erasures_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "customer_erasures_waiting" ON "customer_erasures" ("customer_id") WHERE "done_at" IS NULL;

-- Where the shop answers for the orders of a customer.
CREATE TABLE "shop_connection" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "url" TEXT NOT NULL,
  "enabled" BOOLEAN NOT NULL,
  "secret" BYTEA,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "shop_connection_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "shop_connection_one" CHECK ("id" = 1)
);

UPDATE "roles" r SET "permissions" = r."permissions" ||
  '{"customers.edit":"all","customers.manage":"all","customers.export":"all","customers.erase":"all"}'::jsonb,
  "version" = r."version" + 1 WHERE r."key" = 'administrator' AND r."built_in";
UPDATE "roles" r SET "permissions" = r."permissions" ||
  '{"customers.edit":"all","customers.manage":"all","customers.export":"all"}'::jsonb,
  "version" = r."version" + 1 WHERE r."key" = 'supervisor' AND r."built_in";
UPDATE "roles" r SET "permissions" = r."permissions" || '{"customers.edit":"group"}'::jsonb,
  "version" = r."version" + 1 WHERE r."key" = 'agent' AND r."built_in";
