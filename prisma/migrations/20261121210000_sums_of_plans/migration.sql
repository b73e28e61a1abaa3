-- Planned against actual time is summed per day too: a shift that changes marks the days it lies in.

-- Rosters are written in batches: one look for all, and none further where all are of today or later.
CREATE FUNCTION report_shifts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT min(starts_at) FROM changed) < (SELECT max(until_at) FROM report_days) THEN
    INSERT INTO report_day_changes(day)
      SELECT DISTINCT d.day FROM changed s JOIN report_days d ON d.until_at > s.starts_at AND d.from_at < s.ends_at
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_shifts_inserted AFTER INSERT ON shifts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_shifts_changed();
CREATE TRIGGER report_shifts_deleted AFTER DELETE ON shifts REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_shifts_changed();
CREATE TRIGGER report_shifts_updated_old AFTER UPDATE ON shifts REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_shifts_changed();
CREATE TRIGGER report_shifts_updated_new AFTER UPDATE ON shifts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_shifts_changed();
CREATE TRIGGER report_shifts_emptied AFTER TRUNCATE ON shifts
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();

-- Of spans that began at once the one with the greater id counts.
CREATE OR REPLACE FUNCTION report_span_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.id, OLD.agent_id, OLD.status, OLD.reason, OLD.from_at)
    IS NOT DISTINCT FROM (NEW.id, NEW.agent_id, NEW.status, NEW.reason, NEW.from_at) THEN
    PERFORM report_touch_range(least(coalesce(OLD.until_at, 'infinity'), coalesce(NEW.until_at, 'infinity')),
      greatest(coalesce(OLD.until_at, 'infinity'), coalesce(NEW.until_at, 'infinity')));
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN PERFORM report_touch_range(OLD.from_at, OLD.until_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM report_touch_range(NEW.from_at, NEW.until_at); END IF;
  RETURN NULL;
END $$;
