-- Secret addresses of screens on the wall; each shows what its maker may see at the time.
CREATE TABLE "displays" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "group_id" UUID,
  "user_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "last_seen_at" TIMESTAMPTZ(3),
  CONSTRAINT "displays_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "displays_token_hash_key" ON "displays" ("token_hash");
CREATE INDEX "displays_user_id_idx" ON "displays" ("user_id");
ALTER TABLE "displays" ADD CONSTRAINT "displays_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "displays" ADD CONSTRAINT "displays_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
