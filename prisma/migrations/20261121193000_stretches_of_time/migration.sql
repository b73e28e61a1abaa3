-- Who was in which status, and who held what, in a stretch of time: found without reading all that came before. What
-- is still going on has no end; an end before the beginning is none.
CREATE INDEX "agent_status_spans_time" ON "agent_status_spans" USING gist
  (tstzrange("from_at", greatest(coalesce("until_at", 'infinity'), "from_at")));
CREATE INDEX "assignments_time" ON "assignments" USING gist
  (tstzrange("started_at", greatest(coalesce("ended_at", 'infinity'), "started_at")));
