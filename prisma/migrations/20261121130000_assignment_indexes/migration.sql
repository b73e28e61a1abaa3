-- The pace of a queue reads the latest assignments of one group.
CREATE INDEX "assignments_group_id_started_at_idx" ON "assignments"("group_id", "started_at");
-- Every decision counts the messages that each agent received today: few rows, never the whole table.
CREATE INDEX "assignments_received" ON "assignments" ("agent_id", "started_at") WHERE NOT "holds_place";
