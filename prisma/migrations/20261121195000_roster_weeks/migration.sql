-- Which days of a plan something speaks against, week by week and agent by agent, so that a roster of thousands
-- is filtered by it without reckoning everybody. The database itself forgets what a change may have made untrue;
-- what is forgotten is reckoned again when somebody asks.
CREATE FUNCTION roster_week(p_day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_day - (extract(isodow FROM p_day)::int - 1)
$$;

CREATE TABLE "roster_weeks" (
  "agent_id" UUID NOT NULL REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "week" DATE NOT NULL,
  "days" DATE[] NOT NULL DEFAULT '{}',
  -- The rules and the zone with which it was reckoned; null = to be reckoned.
  "basis" TEXT,
  "changes" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("agent_id", "week")
);
CREATE INDEX "roster_weeks_week_idx" ON "roster_weeks" ("week", "basis");
CREATE INDEX "roster_weeks_conflict_idx" ON "roster_weeks" ("week", "agent_id") WHERE "days" <> '{}';

INSERT INTO "roster_weeks" ("agent_id", "week")
SELECT DISTINCT agent_id, roster_week(day) FROM roster_entries;

-- A shift speaks with those of its week, and with those up to three days away (its end, and 48 hours of rest).
CREATE FUNCTION forget_roster_weeks(p_agents uuid[], p_days date[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO roster_weeks AS w (agent_id, week)
  SELECT DISTINCT t.agent_id, roster_week(t.day + around)
  FROM unnest(p_agents, p_days) AS t(agent_id, day) CROSS JOIN (VALUES (-3), (0), (3)) AS v(around)
  WHERE EXISTS (SELECT FROM agents a WHERE a.id = t.agent_id)
  ORDER BY 1, 2
  ON CONFLICT (agent_id, week) DO UPDATE SET basis = NULL, changes = w.changes + 1
$$;

CREATE FUNCTION roster_entries_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM forget_roster_weeks(array_agg(c.agent_id), array_agg(c.day)) FROM (SELECT DISTINCT agent_id, day FROM new_rows) c;
  RETURN NULL;
END $$;
CREATE FUNCTION roster_entries_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM forget_roster_weeks(array_agg(c.agent_id), array_agg(c.day))
    FROM (SELECT DISTINCT agent_id, day FROM old_rows WHERE removed_at IS NULL) c;
  RETURN NULL;
END $$;
CREATE FUNCTION roster_entries_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM forget_roster_weeks(array_agg(c.agent_id), array_agg(c.day)) FROM (
    SELECT DISTINCT side.agent_id, side.day FROM new_rows n JOIN old_rows o ON o.id = n.id
      CROSS JOIN LATERAL (VALUES (o.agent_id, o.day), (n.agent_id, n.day)) AS side(agent_id, day)
    WHERE (o.agent_id, o.day, o.segments, o.removed_at IS NULL)
      IS DISTINCT FROM (n.agent_id, n.day, n.segments, n.removed_at IS NULL)) c;
  RETURN NULL;
END $$;
CREATE TRIGGER roster_entries_added AFTER INSERT ON "roster_entries"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION roster_entries_added();
CREATE TRIGGER roster_entries_removed AFTER DELETE ON "roster_entries"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION roster_entries_removed();
CREATE TRIGGER roster_entries_changed AFTER UPDATE ON "roster_entries"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION roster_entries_changed();

-- Leave, absences that were entered without a request, and agents who are disabled or come back.
CREATE FUNCTION forget_absence(p_agent uuid, p_from timestamptz, p_until timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE roster_weeks SET basis = NULL, changes = changes + 1
  WHERE agent_id = p_agent AND week >= (p_from - interval '10 days')::date AND week <= (p_until + interval '1 day')::date
$$;
CREATE FUNCTION absence_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM forget_absence(OLD.agent_id, OLD.starts_at, OLD.ends_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM forget_absence(NEW.agent_id, NEW.starts_at, NEW.ends_at); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER leaves_changed AFTER INSERT OR UPDATE OR DELETE ON "leaves"
  FOR EACH ROW EXECUTE FUNCTION absence_changed();
CREATE TRIGGER absence_added AFTER INSERT ON "shifts"
  FOR EACH ROW WHEN (NEW.kind = 'leave') EXECUTE FUNCTION absence_changed();
CREATE TRIGGER absence_removed AFTER DELETE ON "shifts"
  FOR EACH ROW WHEN (OLD.kind = 'leave') EXECUTE FUNCTION absence_changed();
CREATE TRIGGER absence_changed AFTER UPDATE ON "shifts"
  FOR EACH ROW WHEN (OLD.kind = 'leave' OR NEW.kind = 'leave') EXECUTE FUNCTION absence_changed();

CREATE FUNCTION agent_enabled_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE roster_weeks SET basis = NULL, changes = changes + 1 WHERE agent_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER agent_enabled_changed AFTER UPDATE OF enabled ON "agents"
  FOR EACH ROW WHEN (OLD.enabled IS DISTINCT FROM NEW.enabled) EXECUTE FUNCTION agent_enabled_changed();
