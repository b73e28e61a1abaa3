-- Ratings of everybody who took part are kept per day too: they stand where the rating was given, and who writes in
-- the conversation later, or no longer did, changes them.
CREATE OR REPLACE FUNCTION report_messages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (SELECT min(created_at) FROM changed) < (SELECT max(until_at) FROM report_days) THEN
    INSERT INTO report_day_changes(day)
      SELECT DISTINCT d.day FROM changed m JOIN conversations c ON c.id = m.conversation_id
        CROSS JOIN LATERAL (SELECT day, until_at FROM report_days WHERE from_at <= c.ended_at
          ORDER BY from_at DESC LIMIT 1) d
      WHERE c.ended_at < d.until_at
    ON CONFLICT DO NOTHING;
  END IF;
  -- A conversation has one rating: found by its key for each message of an agent, whatever the planner believes.
  INSERT INTO report_day_changes(day)
    SELECT DISTINCT d.day FROM changed m
      CROSS JOIN LATERAL (SELECT created_at FROM ratings WHERE conversation_id = m.conversation_id LIMIT 1) r
      CROSS JOIN LATERAL (SELECT day, until_at FROM report_days WHERE from_at <= r.created_at
        ORDER BY from_at DESC LIMIT 1) d
    WHERE m.sender_kind = 'agent' AND m.kind <> 'note' AND NOT m.waiting AND r.created_at < d.until_at
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
