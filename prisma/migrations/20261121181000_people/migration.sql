-- Whether somebody is to receive conversations at all; "enabled" is that, and not disabled as a user.
ALTER TABLE "agents" ADD COLUMN "receives" BOOLEAN NOT NULL DEFAULT true;
UPDATE "agents" a SET "receives" = a."enabled" OR u."disabled_at" IS NOT NULL FROM "users" u WHERE u."id" = a."id";
UPDATE "agents" a SET "enabled" = false FROM "users" u WHERE u."id" = a."id" AND u."disabled_at" IS NOT NULL;
-- What disabled agents still hold is looked for every few seconds.
CREATE INDEX "agents_not_enabled_idx" ON "agents" ("id") WHERE NOT "enabled";
