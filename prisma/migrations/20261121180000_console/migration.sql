-- Accounts: pictures, one-time links, second step, other identities, roles of one's own.
CREATE TABLE "pictures" (
  "id" UUID PRIMARY KEY,
  "media_type" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL CHECK (octet_length("bytes") <= 524288),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE "users"
  ADD COLUMN "picture_id" UUID REFERENCES "pictures"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD COLUMN "totp_secret" BYTEA,
  ADD COLUMN "totp_enabled_at" TIMESTAMPTZ(3),
  ADD COLUMN "totp_last_step" BIGINT,
  ADD COLUMN "recovery_hashes" BYTEA[] NOT NULL DEFAULT '{}',
  ADD COLUMN "preferences" JSONB NOT NULL DEFAULT '{}';
CREATE TABLE "user_links" (
  "id" UUID PRIMARY KEY,
  "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('invitation', 'password_reset')),
  "token_hash" BYTEA NOT NULL UNIQUE,
  "created_by" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "user_links_user_id_purpose_idx" ON "user_links" ("user_id", "purpose");
CREATE TABLE "user_identities" (
  "id" UUID PRIMARY KEY,
  "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "provider" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE ("provider", "subject")
);
CREATE INDEX "user_identities_user_id_idx" ON "user_identities" ("user_id");
ALTER TABLE "roles"
  ADD COLUMN "description" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- What a person is told inside the console: a roster published, a request decided.
CREATE TABLE "notices" (
  "id" UUID PRIMARY KEY,
  "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" TEXT NOT NULL,
  "params" JSONB NOT NULL DEFAULT '{}',
  "href" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seen_at" TIMESTAMPTZ(3)
);
CREATE INDEX "notices_user_id_at_idx" ON "notices" ("user_id", "at");

-- Schedules: the plan, of which the published part becomes spans in "shifts".
CREATE TABLE "shift_templates" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL UNIQUE,
  "code" TEXT NOT NULL,
  "color" TEXT NOT NULL DEFAULT 'blue',
  "segments" JSONB NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "disabled_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE "rotations" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL UNIQUE,
  "days" JSONB NOT NULL,
  "disabled_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE "rotation_members" (
  "id" UUID PRIMARY KEY,
  "rotation_id" UUID NOT NULL REFERENCES "rotations"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "agent_id" UUID NOT NULL REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "starts_on" DATE NOT NULL,
  "until_on" DATE,
  "offset_days" INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX "rotation_members_agent_id_idx" ON "rotation_members" ("agent_id", "starts_on");
CREATE INDEX "rotation_members_rotation_id_idx" ON "rotation_members" ("rotation_id");
CREATE TABLE "roster_entries" (
  "id" UUID PRIMARY KEY,
  "agent_id" UUID NOT NULL REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "day" DATE NOT NULL,
  "template_id" UUID REFERENCES "shift_templates"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "segments" JSONB NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "removed_at" TIMESTAMPTZ(3),
  "published" JSONB,
  "published_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "updated_by" UUID,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "roster_entries_day_agent_id_idx" ON "roster_entries" ("day", "agent_id");
CREATE INDEX "roster_entries_agent_id_day_idx" ON "roster_entries" ("agent_id", "day");
CREATE TABLE "leaves" (
  "id" UUID PRIMARY KEY,
  "agent_id" UUID NOT NULL REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL CHECK ("ends_at" > "starts_at"),
  "note" TEXT NOT NULL DEFAULT '',
  "status" TEXT NOT NULL DEFAULT 'requested' CHECK ("status" IN ('requested', 'approved', 'rejected', 'withdrawn')),
  "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "decided_by" UUID,
  "decided_at" TIMESTAMPTZ(3),
  "decision_note" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX "leaves_agent_id_starts_at_idx" ON "leaves" ("agent_id", "starts_at");
CREATE INDEX "leaves_starts_at_idx" ON "leaves" ("starts_at");
CREATE TABLE "swap_requests" (
  "id" UUID PRIMARY KEY,
  "from_agent_id" UUID NOT NULL REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "to_agent_id" UUID REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "from_entry_id" UUID NOT NULL REFERENCES "roster_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "to_entry_id" UUID REFERENCES "roster_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "note" TEXT NOT NULL DEFAULT '',
  "status" TEXT NOT NULL DEFAULT 'requested' CHECK ("status" IN ('requested', 'accepted', 'approved', 'rejected', 'withdrawn', 'declined')),
  "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "decided_by" UUID,
  "decided_at" TIMESTAMPTZ(3),
  "decision_note" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX "swap_requests_from_agent_id_idx" ON "swap_requests" ("from_agent_id");
CREATE INDEX "swap_requests_to_agent_id_idx" ON "swap_requests" ("to_agent_id");
CREATE TABLE "coverage_targets" (
  "group_id" UUID NOT NULL REFERENCES "skill_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "weekday" SMALLINT NOT NULL CHECK ("weekday" BETWEEN 1 AND 7),
  "slot" SMALLINT NOT NULL CHECK ("slot" BETWEEN 0 AND 47),
  "agents" INTEGER NOT NULL CHECK ("agents" >= 0),
  PRIMARY KEY ("group_id", "weekday", "slot")
);
CREATE TABLE "schedule_feeds" (
  "agent_id" UUID PRIMARY KEY REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "token_hash" BYTEA NOT NULL UNIQUE,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE "shifts"
  ADD COLUMN "entry_id" UUID REFERENCES "roster_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD COLUMN "leave_id" UUID REFERENCES "leaves"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "shifts_entry_id_idx" ON "shifts" ("entry_id") WHERE "entry_id" IS NOT NULL;
CREATE INDEX "shifts_leave_id_idx" ON "shifts" ("leave_id") WHERE "leave_id" IS NOT NULL;

-- The built-in roles of an installation that exists get the permissions that are new.
UPDATE "roles" r SET "permissions" = r."permissions" || n.added::jsonb, "version" = r."version" + 1
FROM (VALUES
  ('administrator', '{"schedules.read":"all","schedules.write":"all","leave.approve":"all","audit.erase":"all","roles.read":"all","roles.write":"all","configuration.transfer":"all"}'),
  ('supervisor', '{"schedules.read":"all","schedules.write":"all","leave.approve":"all","users.read":"all"}'),
  ('manager', '{"schedules.read":"all","users.read":"all"}'),
  ('agent', '{"schedules.read":"own"}')
) AS n(key, added) WHERE r."key" = n.key AND r."built_in";
