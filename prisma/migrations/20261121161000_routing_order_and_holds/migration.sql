-- Rules change places in one statement, so their order is checked when the transaction ends.
DROP INDEX "routing_rules_position_key";
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_position_key" UNIQUE ("position") DEFERRABLE INITIALLY DEFERRED;

-- Who is held for whom is asked by every decision; few entries are held.
CREATE INDEX "queue_entries_held" ON "queue_entries" ("held_agent_id") WHERE "held_agent_id" IS NOT NULL;
UPDATE "queue_entries" SET "group_entered_at" = "entered_at" WHERE "group_entered_at" IS NULL;
