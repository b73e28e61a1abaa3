-- Rosters: what agents do not know yet is found without comparing, however large the plan is.
ALTER TABLE "roster_entries"
  ADD COLUMN "draft" BOOLEAN NOT NULL GENERATED ALWAYS AS (
    "removed_at" IS NOT NULL
    OR "published" IS NULL
    OR ("published" -> 'segments') IS DISTINCT FROM "segments"
    OR ("published" ->> 'templateId') IS DISTINCT FROM ("template_id"::text)
    OR ("published" ->> 'note') IS DISTINCT FROM "note"
  ) STORED;
CREATE INDEX "roster_entries_draft_idx" ON "roster_entries" ("day", "agent_id") WHERE "draft";
CREATE INDEX "roster_entries_template_id_idx" ON "roster_entries" ("template_id") WHERE "template_id" IS NOT NULL;

-- A leave of many weeks is found among the hundreds of shifts that it covers.
CREATE INDEX "shifts_leave_idx" ON "shifts" ("agent_id", "ends_at") WHERE "kind" = 'leave';
