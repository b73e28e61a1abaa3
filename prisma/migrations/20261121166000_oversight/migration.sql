-- What supervisors need: who was told of an alarm, calls to other systems that survive a restart, watchers who have
-- closed the page, and the rules that every organisation begins with.

ALTER TABLE "alarms" ADD COLUMN "receivers" UUID[] NOT NULL DEFAULT '{}';
CREATE INDEX "alarms_conversation_id_idx" ON "alarms" ("conversation_id");

-- The last sign of life of somebody who only looks.
ALTER TABLE "conversation_participants" ADD COLUMN "seen_at" TIMESTAMPTZ(3);

CREATE TABLE "webhook_deliveries" (
  "id" UUID NOT NULL,
  "alarm_id" UUID NOT NULL,
  "event" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "body" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "delivered_at" TIMESTAMPTZ(3),
  "given_up_at" TIMESTAMPTZ(3),
  "last_error" TEXT,
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_deliveries_alarm_id_fkey" FOREIGN KEY ("alarm_id") REFERENCES "alarms"("id") ON DELETE CASCADE
);
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" ("due_at") WHERE "delivered_at" IS NULL AND "given_up_at" IS NULL;

-- Dissatisfied customers, for the follow-up list.
CREATE INDEX "ratings_low" ON "ratings" ("created_at") WHERE "score" <= 2;

-- Without a name of its own a rule is called after its kind. A threshold of 0 for no_reply stands for the
-- conversation's own (channel and group).
INSERT INTO "alarm_rules" ("id", "name", "kind", "level", "threshold", "receivers", "repeat_seconds")
SELECT gen_random_uuid(), '', kind, level, threshold, receivers::jsonb, repeat_seconds
FROM (VALUES
  ('no_reply', 'warning', 0, '{"owner":true,"userIds":[],"roleKeys":[]}', NULL::int),
  ('no_reply', 'breach', 0, '{"owner":true,"userIds":[],"roleKeys":["supervisor"]}', 300),
  ('low_rating', 'warning', 2, '{"owner":false,"userIds":[],"roleKeys":["supervisor"]}', NULL),
  ('unassigned_message', 'warning', 0, '{"owner":false,"userIds":[],"roleKeys":["supervisor"]}', 1800),
  ('missing_from_shift', 'warning', 300, '{"owner":false,"userIds":[],"roleKeys":["supervisor"]}', NULL)
) AS d(kind, level, threshold, receivers, repeat_seconds)
WHERE NOT EXISTS (SELECT 1 FROM "alarm_rules");
