-- The row of a conversation holds exactly the state that the table of states gives: what messages and assignments
-- leave behind, the place that a silent conversation frees and takes again, and one timer row per open conversation.

-- A silent conversation gives its place back; the assignment still says that it is a live one.
CREATE FUNCTION free_place(p_conv uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  SELECT a.agent_id, a.group_id, a.over_limit INTO r FROM assignments a
    WHERE a.conversation_id = p_conv AND a.ended_at IS NULL AND a.holds_place;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE conversations SET place_freed = true WHERE id = p_conv AND NOT place_freed;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM give_place_back(r.agent_id, r.group_id, r.over_limit);
  RETURN r.agent_id;
END $$;

-- Takes it again, whatever the limit says, and records on the assignment whether that went beyond it.
CREATE FUNCTION retake_place(p_conv uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r record; v_over boolean;
BEGIN
  UPDATE conversations SET place_freed = false WHERE id = p_conv AND place_freed;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT a.id, a.agent_id, a.group_id INTO r FROM assignments a
    WHERE a.conversation_id = p_conv AND a.ended_at IS NULL AND a.holds_place;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE agents SET current_count = current_count + 1,
      over_count = over_count + CASE WHEN current_count - over_count >= capacity THEN 1 ELSE 0 END
    WHERE id = r.agent_id RETURNING current_count > capacity INTO v_over;
  UPDATE group_members SET current_count = current_count + 1 WHERE group_id = r.group_id AND agent_id = r.agent_id;
  UPDATE assignments SET over_limit = v_over WHERE id = r.id AND over_limit <> v_over;
  PERFORM refresh_sort_keys(r.agent_id);
END $$;

-- As before; a place that silence has freed is not given back twice.
CREATE OR REPLACE FUNCTION release_assignment(p_conv uuid, p_at timestamptz, p_reason text)
RETURNS TABLE(agent_id uuid, group_id uuid, held boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE r record; v_freed boolean;
BEGIN
  UPDATE assignments a SET ended_at = p_at, end_reason = p_reason
    WHERE a.conversation_id = p_conv AND a.ended_at IS NULL RETURNING a.* INTO r;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE conversations c SET place_freed = false WHERE c.id = p_conv AND c.place_freed;
  v_freed := FOUND;
  IF r.holds_place AND NOT v_freed THEN PERFORM give_place_back(r.agent_id, r.group_id, r.over_limit); END IF;
  RETURN QUERY SELECT r.agent_id, r.group_id, r.holds_place AND NOT v_freed;
END $$;

-- As before, with the whole state that follows from the table: the caller computed it under the row's lock.
DROP FUNCTION assign_conversation(uuid, text[], uuid, uuid, integer, boolean, boolean, text, text, text, uuid, timestamptz, text, jsonb);
CREATE FUNCTION assign_conversation(p_conv uuid, p_from text[], p_group uuid, p_agent uuid, p_seen integer,
  p_holds boolean, p_over boolean, p_type text, p_reason text, p_wait_reason text, p_assignment uuid, p_at timestamptz,
  p_event text, p_payload jsonb, p_status text, p_live boolean, p_awaiting timestamptz, p_no_reply text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_seq bigint;
BEGIN
  UPDATE conversations SET last_seq = last_seq + 1, status = p_status, group_id = p_group, agent_id = p_agent,
      creation_type = p_type, live = p_live, wait_reason = p_wait_reason, assigned_at = p_at,
      first_assigned_at = coalesce(first_assigned_at, p_at), first_group_id = coalesce(first_group_id, p_group),
      awaiting_since = p_awaiting, no_reply = p_no_reply, state_since = p_at, silent_since = NULL,
      countdown_ends_at = NULL
    WHERE id = p_conv AND status = ANY(p_from) AND ended_at IS NULL
    RETURNING last_seq INTO v_seq;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF p_holds AND NOT take_place(p_agent, p_group, p_seen, p_over, p_at) THEN RETURN NULL; END IF;
  DELETE FROM queue_entries WHERE conversation_id = p_conv;
  INSERT INTO conversation_timers(conversation_id, kind, due_at) VALUES (p_conv, 'next', p_at)
    ON CONFLICT (conversation_id, kind) DO UPDATE SET due_at = excluded.due_at
    WHERE conversation_timers.due_at > excluded.due_at;
  INSERT INTO assignments(id, conversation_id, agent_id, group_id, reason, holds_place, over_limit, started_at)
    SELECT p_assignment, p_conv, p_agent, p_group, p_reason, p_holds,
      p_holds AND p_over AND (SELECT a.current_count > a.capacity FROM agents a WHERE a.id = p_agent), p_at;
  INSERT INTO conversation_events(conversation_id, seq, type, audience, payload, created_at)
    VALUES (p_conv, v_seq, p_event, 'both', p_payload, p_at);
  RETURN v_seq;
END $$;

-- When a group's queue was entered, for those who stand in one already.
UPDATE "queue_entries" SET "group_entered_at" = "entered_at" WHERE "group_entered_at" IS NULL;

-- Fields of the state in rows that older steps wrote.
UPDATE "conversations" SET "awaiting_since" = "state_since"
  WHERE "status" = 'awaiting_agent' AND "awaiting_since" IS NULL;
UPDATE "conversations" SET "creation_type" = 'queued' WHERE "status" = 'queued' AND "creation_type" IS NULL;

-- One row per open conversation: not before then can anything of it be due. The sweep sets the next such moment.
DELETE FROM "conversation_timers";
INSERT INTO "conversation_timers" ("conversation_id", "kind", "due_at")
  SELECT "id", 'next', now() FROM "conversations" WHERE "ended_at" IS NULL;

-- As before; besides: a bot's word counts while the bot answers, nobody answers for an unassigned message, and a
-- freed place is taken again by the first word. `p_at` null is the database's clock.
DROP FUNCTION append_messages(uuid[], text[], uuid[], uuid[], text[], text[], uuid[], uuid[], boolean[], jsonb[]);
CREATE FUNCTION append_messages(p_conv uuid[], p_kind text[], p_sender uuid[], p_cmid uuid[], p_type text[],
  p_text text[], p_attachment uuid[], p_id uuid[], p_any boolean[], p_meta jsonb[], p_at timestamptz)
RETURNS TABLE(ord bigint, outcome "char", seq bigint, id uuid, at timestamptz, waiting boolean, customer_id uuid,
  agent_id uuid, group_id uuid, status text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE t timestamptz; v_freed boolean;
BEGIN
  SELECT bool_or(x.place_freed) INTO v_freed FROM (
    SELECT c.place_freed FROM conversations c WHERE c.id = ANY(p_conv) ORDER BY c.id FOR NO KEY UPDATE) x;
  t := date_trunc('milliseconds', coalesce(p_at, clock_timestamp()));
  RETURN QUERY
  WITH inp AS MATERIALIZED (
    SELECT i.*, c.last_seq, c.status AS was, c.unanswered_since, c.customer_id AS cust, c.agent_id AS agent,
      c.group_id AS grp, m.seq AS mseq, m.id AS mid, m.created_at AS mat, m.waiting AS mwait,
      (m.text IS DISTINCT FROM i.txt OR m.kind IS DISTINCT FROM i.type OR m.attachment_id IS DISTINCT FROM i.att
        OR m.meta IS DISTINCT FROM i.meta) AS differs,
      (i.type <> 'note' AND i.kind IN ('customer', 'agent')) AS speaks,
      -- May this sender write here?
      CASE WHEN c.id IS NULL THEN 'n'
           WHEN i.kind = 'customer' AND c.customer_id <> i.sender THEN 'n'
           WHEN i.kind = 'agent' AND NOT i.anyone AND c.agent_id IS DISTINCT FROM i.sender THEN 'n'
           WHEN i.kind = 'system' OR i.type = 'note' THEN 'i'
           WHEN c.ended_at IS NOT NULL THEN 'e'
           WHEN i.kind = 'agent' AND (c.agent_id IS NULL
             OR c.status NOT IN ('awaiting_agent', 'awaiting_customer', 'awaiting_confirmation')) THEN 's'
           ELSE 'i' END AS may,
      row_number() OVER w AS rn,
      first_value(i.txt) OVER w AS txt1, first_value(i.type) OVER w AS type1
    FROM unnest(p_conv, p_kind, p_sender, p_cmid, p_type, p_text, p_attachment, p_id, p_any, p_meta)
      WITH ORDINALITY AS i(conv, kind, sender, cmid, type, txt, att, nid, anyone, meta, ord)
    LEFT JOIN conversations c ON c.id = i.conv
    LEFT JOIN messages m ON m.conversation_id = i.conv AND m.sender_id = i.sender AND m.client_message_id = i.cmid
    WINDOW w AS (PARTITION BY i.conv, i.sender, i.cmid ORDER BY i.ord)
  ),
  fresh AS MATERIALIZED (
    SELECT inp.*, last_seq + row_number() OVER (PARTITION BY conv ORDER BY ord) AS nseq,
      row_number() OVER (PARTITION BY conv ORDER BY ord DESC) AS last_rn,
      (was = 'queued' AND kind = 'customer') AS waits
    FROM inp WHERE may = 'i' AND mseq IS NULL AND rn = 1
  ),
  -- Only what a person says moves the clock: the order of speakers inside the batch decides.
  spoken AS MATERIALIZED (
    SELECT f.conv, f.ord, f.kind, f.sender, f.nseq, f.grp, f.unanswered_since, f.txt,
      lag(f.kind) OVER o AS before, row_number() OVER (PARTITION BY f.conv ORDER BY f.ord DESC) AS last_spoken,
      bool_or(f.kind = 'agent') OVER o_before AS agent_before,
      bool_or(f.kind = 'agent') OVER (PARTITION BY f.conv) AS has_agent,
      first_value(f.sender) OVER (PARTITION BY f.conv ORDER BY (f.kind <> 'agent'), f.ord) AS first_sender
    FROM fresh f WHERE f.speaks AND NOT f.waits
    WINDOW o AS (PARTITION BY f.conv ORDER BY f.ord),
      o_before AS (PARTITION BY f.conv ORDER BY f.ord ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ),
  u AS (
    UPDATE conversations c SET last_seq = f.nseq,
      status = CASE WHEN s.kind IS NULL OR c.status IN ('with_bot', 'queued') THEN c.status
                    WHEN s.kind = 'agent' THEN 'awaiting_customer' ELSE 'awaiting_agent' END,
      awaiting_since = CASE WHEN s.kind IS NULL OR c.status = 'with_bot' THEN c.awaiting_since
                            WHEN s.kind = 'agent' THEN NULL WHEN s.has_agent THEN t
                            ELSE coalesce(c.awaiting_since, t) END,
      unanswered_since = CASE WHEN s.kind IS NULL OR c.status = 'with_bot' THEN c.unanswered_since
                              WHEN s.kind = 'agent' THEN NULL WHEN s.has_agent THEN t
                              ELSE coalesce(c.unanswered_since, t) END,
      -- When the time that the status limits began; what runs on (a second question) keeps it.
      state_since = CASE WHEN c.status = 'with_bot' AND p.kind IN ('customer', 'bot') THEN t
                         WHEN s.kind IS NULL OR c.status = 'queued' THEN c.state_since
                         WHEN s.kind = 'customer' AND NOT s.has_agent AND c.status = 'awaiting_agent' THEN c.state_since
                         ELSE t END,
      no_reply = CASE WHEN s.kind IS NULL THEN c.no_reply
                      WHEN s.kind = 'agent' OR s.has_agent OR c.awaiting_since IS NULL THEN 'none' ELSE c.no_reply END,
      silent_since = CASE WHEN s.kind IS NULL THEN c.silent_since END,
      countdown_ends_at = CASE WHEN s.kind IS NULL THEN c.countdown_ends_at END,
      first_reply_at = CASE WHEN s.has_agent THEN coalesce(c.first_reply_at, t) ELSE c.first_reply_at END,
      first_reply_by = CASE WHEN s.has_agent THEN coalesce(c.first_reply_by, s.first_sender) ELSE c.first_reply_by END,
      last_message_at = coalesce(p.at, c.last_message_at),
      last_message_text = coalesce(p.txt, c.last_message_text),
      last_message_from = coalesce(p.kind, c.last_message_from),
      agent_messages = c.agent_messages + coalesce(n.agents, 0),
      customer_messages = c.customer_messages + coalesce(n.customers, 0)
    FROM fresh f
      LEFT JOIN spoken s ON s.conv = f.conv AND s.last_spoken = 1
      LEFT JOIN LATERAL (SELECT t AS at, left(g.txt, 160) AS txt, g.kind FROM fresh g
        WHERE g.conv = f.conv AND g.type <> 'note' AND g.kind <> 'system' ORDER BY g.ord DESC LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE g.kind = 'agent')::int AS agents,
        count(*) FILTER (WHERE g.kind = 'customer')::int AS customers FROM spoken g WHERE g.conv = f.conv) n ON true
    WHERE f.last_rn = 1 AND c.id = f.conv
    RETURNING c.id, c.status
  ),
  -- A word from somebody who waits is a sign of life: the grace begins again.
  iq AS (
    UPDATE queue_entries q SET seen_at = greatest(q.seen_at, t) FROM (SELECT DISTINCT conv FROM fresh WHERE waits) w
    WHERE q.conversation_id = w.conv AND q.seen_at IS NOT NULL
  ),
  im AS (
    INSERT INTO messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, kind, text, attachment_id, waiting, meta, created_at)
    SELECT conv, nseq, nid, kind, sender, cmid, type, txt, att, waits, meta, t FROM fresh
  ),
  ie AS (
    INSERT INTO conversation_events(conversation_id, seq, type, audience, payload, created_at)
    SELECT conv, nseq, 'message', CASE WHEN type = 'note' THEN 'staff' ELSE 'both' END,
      jsonb_build_object('id', nid, 'senderKind', kind, 'senderId', sender, 'clientMessageId', cmid, 'kind', type,
        'text', txt, 'attachmentId', att, 'waiting', waits)
      || CASE WHEN meta IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('meta', meta) END, t FROM fresh
  ),
  ir AS (
    INSERT INTO reply_rounds(conversation_id, seq, agent_id, group_id, asked_at, replied_at)
    SELECT conv, nseq, sender, grp, CASE WHEN agent_before THEN t ELSE coalesce(unanswered_since, t) END, t
    FROM spoken WHERE kind = 'agent'
      AND CASE WHEN before IS NULL THEN unanswered_since IS NOT NULL ELSE before = 'customer' END
  )
  SELECT i.ord,
    (CASE WHEN i.may = 'n' THEN 'n'
          WHEN i.mseq IS NOT NULL THEN CASE WHEN i.differs THEN 'x' ELSE 'd' END
          WHEN i.may <> 'i' THEN i.may
          WHEN i.rn > 1 THEN CASE WHEN i.txt IS DISTINCT FROM i.txt1 OR i.type <> i.type1 THEN 'x' ELSE 'd' END
          ELSE 'i' END)::"char",
    coalesce(i.mseq, f.nseq), coalesce(i.mid, f.nid), coalesce(i.mat, CASE WHEN f.nseq IS NOT NULL THEN t END),
    coalesce(i.mwait, f.waits), i.cust, i.agent, i.grp, coalesce(u.status, i.was)
  FROM inp i
    LEFT JOIN fresh f ON f.conv = i.conv AND f.sender = i.sender AND f.cmid = i.cmid
    LEFT JOIN u ON u.id = i.conv
  ORDER BY i.ord;
  -- Who was silent and speaks again has the place back, where there is no room beyond the limit.
  IF v_freed THEN
    PERFORM retake_place(x.id) FROM (SELECT c.id FROM conversations c WHERE c.id = ANY(p_conv) AND c.place_freed
      AND c.silent_since IS NULL ORDER BY c.agent_id, c.id) x;
  END IF;
END $$;
-- With the statistics of a nearly empty table the plan would decay within seconds of load.
ALTER FUNCTION append_messages SET enable_seqscan = off;
ALTER FUNCTION append_messages SET enable_hashjoin = off;
ALTER FUNCTION append_messages SET enable_mergejoin = off;
