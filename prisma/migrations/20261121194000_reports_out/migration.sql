-- Reports of one's own, and reports that are sent by themselves.
CREATE TABLE "custom_reports" (
  "id" UUID PRIMARY KEY,
  "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
  "name" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL DEFAULT false,
  "definition" JSONB NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "custom_reports_owner_id_idx" ON "custom_reports" ("owner_id");

CREATE TABLE "report_schedules" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "maker_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "maker_name" TEXT NOT NULL,
  "content" JSONB NOT NULL,
  "rhythm" JSONB NOT NULL,
  "target" JSONB NOT NULL,
  "paused" BOOLEAN NOT NULL DEFAULT false,
  "stopped_because" TEXT,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "report_schedules_due" ON "report_schedules" ("next_at") WHERE NOT "paused" AND "stopped_because" IS NULL;

-- One for each time a schedule is due, and for each "send now".
CREATE TABLE "report_runs" (
  "id" UUID PRIMARY KEY,
  "schedule_id" UUID NOT NULL REFERENCES "report_schedules" ("id") ON DELETE CASCADE,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "asked_by" UUID,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'done', 'failed')),
  "held_until" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "error" TEXT,
  "ended_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "report_runs_due" ON "report_runs" ("schedule_id", "due_at") WHERE "asked_by" IS NULL;
CREATE INDEX "report_runs_schedule_id_due_at_idx" ON "report_runs" ("schedule_id", "due_at" DESC);
CREATE INDEX "report_runs_waiting" ON "report_runs" ("due_at") WHERE "state" = 'waiting';

-- What goes to one receiver; begun is written before anything leaves, so that nothing leaves twice.
CREATE TABLE "report_deliveries" (
  "run_id" UUID NOT NULL REFERENCES "report_runs" ("id") ON DELETE CASCADE,
  "receiver" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'begun', 'sent', 'refused', 'unknown')),
  "error" TEXT,
  "at" TIMESTAMPTZ(3),
  PRIMARY KEY ("run_id", "receiver")
);

UPDATE "roles" SET "permissions" = "permissions" || '{"reports.schedule":"all"}'::jsonb, "version" = "version" + 1
WHERE "key" IN ('administrator', 'supervisor', 'manager') AND "built_in";
