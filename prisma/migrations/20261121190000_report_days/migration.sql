-- Sums of the reports per local day, and the record of which of them are no longer true.

-- A finished local day of the organisation that reports may read from sums, once it is computed: `definition` says
-- what was added up (null = nothing yet), `barrier` is null, and nothing is in report_day_changes. A day that is to be
-- computed gets a barrier: transactions older than that may know less than those whose changes were noticed, so the
-- day is computed when they are gone.
CREATE TABLE "report_days" (
  "day" DATE NOT NULL,
  "time_zone" TEXT NOT NULL,
  "from_at" TIMESTAMPTZ(3) NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  "barrier" XID8,
  "definition" TEXT,
  "computed_at" TIMESTAMPTZ(3),
  CONSTRAINT "report_days_pkey" PRIMARY KEY ("day")
);
CREATE INDEX "report_days_from" ON "report_days" ("from_at");
CREATE INDEX "report_days_until" ON "report_days" ("until_at");

-- Days of which a transaction changed something that reports count. One row per transaction, so that nobody waits
-- for anybody; whoever raises the day's barrier takes the rows it sees away.
CREATE TABLE "report_day_changes" (
  "day" DATE NOT NULL,
  "tx" XID8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT "report_day_changes_pkey" PRIMARY KEY ("day", "tx")
);

-- What a family's facts of one day add up to, for one combination of dimensions (`dims`, a bit mask). `parts` and
-- `waits` are in the order that the definition gives them.
CREATE TABLE "report_sums" (
  "day" DATE NOT NULL,
  "family" TEXT NOT NULL,
  "dims" SMALLINT NOT NULL,
  "agent_id" UUID,
  "group_id" UUID,
  "channel_id" UUID,
  "category_id" UUID,
  "wrap_up_id" UUID,
  "hour" SMALLINT,
  "other" TEXT,
  "parts" DOUBLE PRECISION[] NOT NULL,
  "waits" BIGINT[]
);
CREATE INDEX "report_sums_read" ON "report_sums" ("family", "dims", "day");
CREATE INDEX "report_sums_day" ON "report_sums" ("day");

-- Facts that cannot be added up, because what is counted must be told apart over days and agents.
CREATE TABLE "report_facts" (
  "day" DATE NOT NULL,
  "family" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "conversation_id" UUID NOT NULL,
  "customer_id" UUID NOT NULL,
  "channel_id" UUID,
  "category_id" UUID,
  "wrap_up_id" UUID,
  "agent_id" UUID,
  "group_id" UUID,
  "passed_on" BOOLEAN,
  "received" BOOLEAN,
  "score" INTEGER
);
CREATE INDEX "report_facts_read" ON "report_facts" ("family", "day");
CREATE INDEX "report_facts_day" ON "report_facts" ("day");

CREATE FUNCTION report_touch(VARIADIC p_instants timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO report_day_changes(day)
    SELECT DISTINCT d.day FROM unnest(p_instants) i
      CROSS JOIN LATERAL (SELECT day, until_at FROM report_days WHERE from_at <= i ORDER BY from_at DESC LIMIT 1) d
    WHERE i < d.until_at
  ON CONFLICT DO NOTHING
$$;

-- Every day that has a part of [from, until).
CREATE FUNCTION report_touch_range(p_from timestamptz, p_until timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO report_day_changes(day)
    SELECT day FROM report_days WHERE until_at > p_from AND from_at < coalesce(p_until, 'infinity')
  ON CONFLICT DO NOTHING
$$;

-- Days on which an earlier conversation of the thread ended that this one says was not settled (firstContactDays).
CREATE FUNCTION report_touch_before(p_thread uuid, p_created timestamptz) RETURNS void LANGUAGE sql AS $$
  SELECT report_touch(VARIADIC array_agg(ended_at)) FROM conversations
  WHERE thread_id = p_thread AND ended_at >= p_created - interval '3 days' AND ended_at < p_created
$$;

-- All instants at which facts of a conversation stand.
CREATE FUNCTION report_touch_conversation(p_id uuid) RETURNS void LANGUAGE sql AS $$
  SELECT report_touch(VARIADIC array_agg(at)) FROM (
    SELECT unnest(ARRAY[entered_at, first_reply_at, ended_at]) AS at FROM conversations WHERE id = p_id
    UNION ALL SELECT replied_at FROM reply_rounds WHERE conversation_id = p_id
    UNION ALL SELECT created_at FROM ratings WHERE conversation_id = p_id) x
$$;

CREATE FUNCTION report_conversation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    IF TG_OP = 'DELETE' THEN NEW := OLD; END IF;
    PERFORM report_touch(NEW.entered_at, NEW.first_reply_at, NEW.ended_at);
    PERFORM report_touch_before(NEW.thread_id, NEW.created_at);
    RETURN NULL;
  END IF;
  IF (OLD.thread_id, OLD.created_at) IS DISTINCT FROM (NEW.thread_id, NEW.created_at) THEN
    PERFORM report_touch_before(OLD.thread_id, OLD.created_at);
    PERFORM report_touch_before(NEW.thread_id, NEW.created_at);
  END IF;
  IF (OLD.thread_id, OLD.customer_id, OLD.channel_id, OLD.category_id, OLD.wrap_up_id, OLD.creation_type)
    IS DISTINCT FROM
    (NEW.thread_id, NEW.customer_id, NEW.channel_id, NEW.category_id, NEW.wrap_up_id, NEW.creation_type) THEN
    PERFORM report_touch(OLD.entered_at, OLD.first_reply_at, OLD.ended_at);
    PERFORM report_touch_conversation(NEW.id);
    RETURN NULL;
  END IF;
  PERFORM report_touch(OLD.ended_at, NEW.ended_at);
  IF (OLD.entered_at, OLD.first_reply_at, OLD.first_reply_by, OLD.group_id)
    IS DISTINCT FROM (NEW.entered_at, NEW.first_reply_at, NEW.first_reply_by, NEW.group_id) THEN
    PERFORM report_touch(OLD.first_reply_at, NEW.first_reply_at);
  END IF;
  IF (OLD.entered_at, OLD.first_group_id, coalesce(OLD.first_group_id, OLD.group_id), OLD.offered, OLD.abandoned,
      OLD.first_assigned_at, CASE WHEN OLD.creation_type = 'offline' THEN OLD.first_reply_at END,
      CASE WHEN OLD.abandoned THEN OLD.ended_at END)
    IS DISTINCT FROM
     (NEW.entered_at, NEW.first_group_id, coalesce(NEW.first_group_id, NEW.group_id), NEW.offered, NEW.abandoned,
      NEW.first_assigned_at, CASE WHEN NEW.creation_type = 'offline' THEN NEW.first_reply_at END,
      CASE WHEN NEW.abandoned THEN NEW.ended_at END) THEN
    PERFORM report_touch(OLD.entered_at, NEW.entered_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_conversation_written AFTER INSERT OR DELETE ON conversations FOR EACH ROW
  EXECUTE FUNCTION report_conversation_changed();
-- A message in an open conversation changes none of these.
CREATE TRIGGER report_conversation_changed AFTER UPDATE ON conversations FOR EACH ROW
  WHEN ((OLD.thread_id, OLD.customer_id, OLD.channel_id, OLD.category_id, OLD.wrap_up_id, OLD.creation_type,
      OLD.created_at, OLD.entered_at, OLD.first_group_id, OLD.group_id, OLD.agent_id, OLD.offered, OLD.abandoned,
      OLD.first_assigned_at, OLD.first_reply_at, OLD.first_reply_by, OLD.ended_at, OLD.reopened_count,
      OLD.after_work_ended_at, OLD.live)
    IS DISTINCT FROM
    (NEW.thread_id, NEW.customer_id, NEW.channel_id, NEW.category_id, NEW.wrap_up_id, NEW.creation_type,
      NEW.created_at, NEW.entered_at, NEW.first_group_id, NEW.group_id, NEW.agent_id, NEW.offered, NEW.abandoned,
      NEW.first_assigned_at, NEW.first_reply_at, NEW.first_reply_by, NEW.ended_at, NEW.reopened_count,
      NEW.after_work_ended_at, NEW.live)
    OR OLD.ended_at IS NOT NULL AND (OLD.agent_messages, OLD.customer_messages)
      IS DISTINCT FROM (NEW.agent_messages, NEW.customer_messages))
  EXECUTE FUNCTION report_conversation_changed();

-- Places count while they are held; who held a conversation counts where it ended, and where it was first answered.
CREATE FUNCTION report_assignment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_old timestamptz := 'infinity'; v_new timestamptz := 'infinity'; c record; a record;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.conversation_id, OLD.agent_id, OLD.group_id, OLD.holds_place, OLD.started_at)
    IS NOT DISTINCT FROM (NEW.conversation_id, NEW.agent_id, NEW.group_id, NEW.holds_place, NEW.started_at) THEN
    v_old := coalesce(OLD.ended_at, v_old);
    v_new := coalesce(NEW.ended_at, v_new);
    PERFORM report_touch((SELECT ended_at FROM conversations WHERE id = NEW.conversation_id));
    PERFORM report_touch_range(least(v_old, v_new), greatest(v_old, v_new));
    RETURN NULL;
  END IF;
  FOREACH a IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW] WHEN 'DELETE' THEN ARRAY[OLD] ELSE ARRAY[OLD, NEW] END LOOP
    SELECT entered_at, first_reply_at, ended_at, creation_type INTO c FROM conversations WHERE id = a.conversation_id;
    PERFORM report_touch(c.ended_at, CASE WHEN a.started_at <= c.first_reply_at THEN c.first_reply_at END,
      CASE WHEN c.creation_type = 'offline' THEN c.entered_at END);
    PERFORM report_touch_range(a.started_at, a.ended_at);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER report_assignment_changed AFTER INSERT OR UPDATE OR DELETE ON assignments FOR EACH ROW
  EXECUTE FUNCTION report_assignment_changed();

CREATE FUNCTION report_span_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.agent_id, OLD.status, OLD.reason, OLD.from_at)
    IS NOT DISTINCT FROM (NEW.agent_id, NEW.status, NEW.reason, NEW.from_at) THEN
    PERFORM report_touch_range(least(coalesce(OLD.until_at, 'infinity'), coalesce(NEW.until_at, 'infinity')),
      greatest(coalesce(OLD.until_at, 'infinity'), coalesce(NEW.until_at, 'infinity')));
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN PERFORM report_touch_range(OLD.from_at, OLD.until_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM report_touch_range(NEW.from_at, NEW.until_at); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_span_changed AFTER INSERT OR UPDATE OR DELETE ON agent_status_spans FOR EACH ROW
  EXECUTE FUNCTION report_span_changed();

-- A rating counts when it was given, and at the end of its conversation as an answer to the invitation.
CREATE FUNCTION report_rating_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM report_touch(OLD.created_at, (SELECT ended_at FROM conversations WHERE id = OLD.conversation_id));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM report_touch(NEW.created_at, (SELECT ended_at FROM conversations WHERE id = NEW.conversation_id));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_rating_written AFTER INSERT OR DELETE ON ratings FOR EACH ROW
  EXECUTE FUNCTION report_rating_changed();
CREATE TRIGGER report_rating_changed AFTER UPDATE ON ratings FOR EACH ROW
  WHEN ((OLD.conversation_id, OLD.score, OLD.tags, OLD.agent_id, OLD.group_id, OLD.created_at, OLD.followed_up_at)
    IS DISTINCT FROM
    (NEW.conversation_id, NEW.score, NEW.tags, NEW.agent_id, NEW.group_id, NEW.created_at, NEW.followed_up_at))
  EXECUTE FUNCTION report_rating_changed();

-- Messages and rounds are written in batches: one look for all, and none further where all are of today.
CREATE FUNCTION report_rounds_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT min(replied_at) FROM changed) < (SELECT max(until_at) FROM report_days) THEN
    INSERT INTO report_day_changes(day)
      SELECT DISTINCT d.day FROM changed r
        CROSS JOIN LATERAL (SELECT day, until_at FROM report_days WHERE from_at <= r.replied_at
          ORDER BY from_at DESC LIMIT 1) d
      WHERE r.replied_at < d.until_at
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_rounds_inserted AFTER INSERT ON reply_rounds REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_rounds_changed();
CREATE TRIGGER report_rounds_deleted AFTER DELETE ON reply_rounds REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_rounds_changed();
CREATE TRIGGER report_rounds_updated_old AFTER UPDATE ON reply_rounds REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_rounds_changed();
CREATE TRIGGER report_rounds_updated_new AFTER UPDATE ON reply_rounds REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_rounds_changed();

-- A message that comes after its day to a conversation that has ended, or is taken away; what comes now raises the
-- conversation's counters, which its own trigger sees.
CREATE FUNCTION report_messages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (SELECT min(created_at) FROM changed) < (SELECT max(until_at) FROM report_days) THEN
    INSERT INTO report_day_changes(day)
      SELECT DISTINCT d.day FROM changed m JOIN conversations c ON c.id = m.conversation_id
        CROSS JOIN LATERAL (SELECT day, until_at FROM report_days WHERE from_at <= c.ended_at
          ORDER BY from_at DESC LIMIT 1) d
      WHERE c.ended_at < d.until_at
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_messages_inserted AFTER INSERT ON messages REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_messages_changed();
CREATE TRIGGER report_messages_deleted AFTER DELETE ON messages REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION report_messages_changed();
CREATE FUNCTION report_message_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM report_touch_conversation(OLD.conversation_id);
  PERFORM report_touch_conversation(NEW.conversation_id);
  RETURN NULL;
END $$;
CREATE TRIGGER report_message_altered AFTER UPDATE ON messages FOR EACH ROW
  WHEN ((OLD.conversation_id, OLD.sender_kind, OLD.sender_id, OLD.kind, OLD.waiting, OLD.created_at)
    IS DISTINCT FROM (NEW.conversation_id, NEW.sender_kind, NEW.sender_id, NEW.kind, NEW.waiting, NEW.created_at))
  EXECUTE FUNCTION report_message_altered();

CREATE FUNCTION report_thread_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM report_touch_conversation(id) FROM conversations WHERE thread_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER report_thread_changed AFTER UPDATE ON threads FOR EACH ROW
  WHEN (OLD.initiator IS DISTINCT FROM NEW.initiator) EXECUTE FUNCTION report_thread_changed();

CREATE FUNCTION report_all_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_day_changes(day) SELECT day FROM report_days ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER report_service_level_changed AFTER UPDATE ON skill_groups FOR EACH ROW
  WHEN (OLD.service_level_seconds IS DISTINCT FROM NEW.service_level_seconds) EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_group_deleted AFTER DELETE ON skill_groups FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_conversations_emptied AFTER TRUNCATE ON conversations
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_assignments_emptied AFTER TRUNCATE ON assignments
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_messages_emptied AFTER TRUNCATE ON messages
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_rounds_emptied AFTER TRUNCATE ON reply_rounds
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_ratings_emptied AFTER TRUNCATE ON ratings
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
CREATE TRIGGER report_spans_emptied AFTER TRUNCATE ON agent_status_spans
  FOR EACH STATEMENT EXECUTE FUNCTION report_all_changed();
