-- A waiting customer's presence is what the processes saw last, not what one of them remembers: any of them
-- may die, and the customer may come back through another.
ALTER TABLE "queue_entries" ADD COLUMN "seen_at" TIMESTAMPTZ(3);
-- Grace periods under the former rule start anew.
UPDATE "queue_entries" q SET "seen_at" = now() FROM "conversation_timers" t
  WHERE t."conversation_id" = q."conversation_id" AND t."kind" = 'queue_grace';
DELETE FROM "conversation_timers" WHERE "kind" = 'queue_grace';
CREATE INDEX "queue_entries_seen" ON "queue_entries" ("seen_at") WHERE "seen_at" IS NOT NULL;
