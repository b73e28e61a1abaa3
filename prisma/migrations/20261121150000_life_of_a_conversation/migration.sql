-- What the life of a conversation needs: the fields of its state that were derived until now, settings of channels
-- and groups, people who take part without holding it, and what agents and supervisors keep for their work.

-- ── conversations ──
ALTER TABLE "conversations"
  ADD COLUMN "live" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "no_reply" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "silent_since" TIMESTAMPTZ(3),
  ADD COLUMN "countdown_ends_at" TIMESTAMPTZ(3),
  ADD COLUMN "place_freed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "reopened_at" TIMESTAMPTZ(3),
  ADD COLUMN "snoozed_until" TIMESTAMPTZ(3),
  ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "after_work_until" TIMESTAMPTZ(3),
  ADD COLUMN "after_work_ended_at" TIMESTAMPTZ(3),
  ADD COLUMN "return_to_agent_id" UUID,
  ADD COLUMN "returnable_until" TIMESTAMPTZ(3),
  ADD COLUMN "stage" TEXT,
  ADD COLUMN "contact" JSONB,
  ADD COLUMN "form" JSONB,
  ADD CONSTRAINT "conversations_no_reply" CHECK ("no_reply" IN ('none', 'warned', 'breached')),
  ADD CONSTRAINT "conversations_stage" CHECK ("stage" IN ('before_sale', 'after_sale'));
UPDATE "conversations" SET "live" = false WHERE "creation_type" = 'offline';
UPDATE "conversations" SET "state_since" = coalesce("ended_at", "last_message_at", "assigned_at", "created_at");

ALTER TABLE "messages" ADD COLUMN "meta" JSONB, ADD COLUMN "recalled_at" TIMESTAMPTZ(3), ADD COLUMN "recalled_by" UUID;
ALTER TABLE "attachments" ADD COLUMN "width" INTEGER, ADD COLUMN "height" INTEGER, ADD COLUMN "duration_ms" INTEGER;
ALTER TABLE "ratings"
  ADD COLUMN "source" TEXT NOT NULL DEFAULT 'closing',
  ADD COLUMN "followed_up_at" TIMESTAMPTZ(3),
  ADD COLUMN "followed_up_by" UUID,
  ADD COLUMN "follow_up_note" TEXT;

-- Who takes part without holding it: advisors write to the customer, consulted colleagues only among the staff,
-- watchers read. One open row per person and part.
CREATE TABLE "conversation_participants" (
  "id" UUID NOT NULL,
  "conversation_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "part" TEXT NOT NULL,
  "invited_by" UUID,
  "note" TEXT,
  "joined_at" TIMESTAMPTZ(3) NOT NULL,
  "left_at" TIMESTAMPTZ(3),
  CONSTRAINT "conversation_participants_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "conversation_participants_part" CHECK ("part" IN ('advisor', 'consulted', 'watcher', 'joined')),
  CONSTRAINT "conversation_participants_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE,
  CONSTRAINT "conversation_participants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "conversation_participants_one_open" ON "conversation_participants" ("conversation_id", "user_id", "part") WHERE "left_at" IS NULL;
CREATE INDEX "conversation_participants_open_by_user" ON "conversation_participants" ("user_id") WHERE "left_at" IS NULL;
CREATE INDEX "conversation_participants_conversation_id_idx" ON "conversation_participants" ("conversation_id");

-- Calls by phone that belong to a conversation: what was dialled, how it went.
CREATE TABLE "calls" (
  "id" UUID NOT NULL,
  "conversation_id" UUID NOT NULL,
  "agent_id" UUID NOT NULL,
  "phone" TEXT NOT NULL,
  "provider_ref" TEXT,
  "result" TEXT,
  "note" TEXT,
  "recording_url" TEXT,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "calls_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "calls_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE,
  CONSTRAINT "calls_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE RESTRICT
);
CREATE INDEX "calls_conversation_id_idx" ON "calls" ("conversation_id");

-- Text that agents keep ready. scope own: owner_id; group: group_id; all: neither.
CREATE TABLE "quick_replies" (
  "id" UUID NOT NULL,
  "scope" TEXT NOT NULL,
  "owner_id" UUID,
  "group_id" UUID,
  "shortcut" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "used_count" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "quick_replies_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "quick_replies_scope" CHECK (("scope" = 'own' AND "owner_id" IS NOT NULL AND "group_id" IS NULL)
    OR ("scope" = 'group' AND "group_id" IS NOT NULL AND "owner_id" IS NULL)
    OR ("scope" = 'all' AND "owner_id" IS NULL AND "group_id" IS NULL)),
  CONSTRAINT "quick_replies_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE,
  CONSTRAINT "quick_replies_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "quick_replies_shortcut" ON "quick_replies" ("scope", coalesce("owner_id", "group_id", '00000000-0000-0000-0000-000000000000'), lower("shortcut"));

-- Several acts in one key. steps: conversations/contract.ts.
CREATE TABLE "macros" (
  "id" UUID NOT NULL,
  "scope" TEXT NOT NULL,
  "owner_id" UUID,
  "group_id" UUID,
  "name" TEXT NOT NULL,
  "steps" JSONB NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "macros_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "macros_scope" CHECK (("scope" = 'own' AND "owner_id" IS NOT NULL AND "group_id" IS NULL)
    OR ("scope" = 'group' AND "group_id" IS NOT NULL AND "owner_id" IS NULL)
    OR ("scope" = 'all' AND "owner_id" IS NULL AND "group_id" IS NULL)),
  CONSTRAINT "macros_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE,
  CONSTRAINT "macros_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE CASCADE
);

-- Filters and views that a person keeps, per screen.
CREATE TABLE "saved_views" (
  "id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "screen" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "view" JSONB NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "saved_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" ("user_id", "screen", lower("name"));

-- The words of a conversation for the search, kept beside it: written after the message, never in its way.
CREATE TABLE "conversation_search" (
  "conversation_id" UUID NOT NULL,
  "last_seq" BIGINT NOT NULL DEFAULT 0,
  "words" TSVECTOR NOT NULL DEFAULT '',
  CONSTRAINT "conversation_search_pkey" PRIMARY KEY ("conversation_id"),
  CONSTRAINT "conversation_search_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE
);
CREATE INDEX "conversation_search_words" ON "conversation_search" USING gin ("words");

-- ── channels and groups ──
ALTER TABLE "channels" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "skill_groups"
  ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "quality_mode" TEXT NOT NULL DEFAULT 'manual',
  ADD CONSTRAINT "skill_groups_quality_mode" CHECK ("quality_mode" IN ('manual', 'computed'));

-- ── agents ──
ALTER TABLE "agents"
  -- Newcomers: [{ from: 'YYYY-MM-DD', capacity }], by date; capacity is the limit of today.
  ADD COLUMN "ramp" JSONB,
  ADD COLUMN "window_limit" INTEGER,
  ADD COLUMN "window_seconds" INTEGER,
  ADD CONSTRAINT "agents_window" CHECK (("window_limit" IS NULL) = ("window_seconds" IS NULL) AND coalesce("window_limit", 0) >= 0 AND coalesce("window_seconds", 1) > 0);
CREATE TABLE "busy_reasons" (
  "id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "names" JSONB NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "disabled_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "busy_reasons_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "busy_reasons_key" ON "busy_reasons" (lower("key"));

-- Quality numbers that were published: the terms of each agent, so that every number can be explained later.
CREATE TABLE "quality_versions" (
  "id" UUID NOT NULL,
  "group_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "mode" TEXT NOT NULL,
  "published_at" TIMESTAMPTZ(3) NOT NULL,
  "published_by" UUID,
  "from_at" TIMESTAMPTZ(3),
  "until_at" TIMESTAMPTZ(3),
  "terms" JSONB NOT NULL,
  CONSTRAINT "quality_versions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "quality_versions_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "quality_versions_number" ON "quality_versions" ("group_id", "number");

-- ── dispatch ──
ALTER TABLE "queue_entries"
  ADD COLUMN "held_agent_id" UUID,
  ADD COLUMN "held_until" TIMESTAMPTZ(3),
  -- offered: the customer may choose; wait: chosen to stay.
  ADD COLUMN "choice" TEXT,
  ADD COLUMN "choice_group_id" UUID,
  -- When it came into this group's queue: the maximum wait counts from here, the place from entered_at.
  ADD COLUMN "group_entered_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "queue_entries_choice" CHECK ("choice" IN ('offered', 'wait'));

-- What the shop tells of its orders, so far as routing and cards need it.
CREATE TABLE "orders" (
  "id" UUID NOT NULL,
  "external_id" TEXT NOT NULL,
  "customer_id" UUID,
  "owner_agent_id" UUID,
  "title" TEXT NOT NULL DEFAULT '',
  "status" TEXT,
  "amount" NUMERIC(14, 2),
  "currency" TEXT,
  "image_url" TEXT,
  "url" TEXT,
  "items" JSONB NOT NULL DEFAULT '[]',
  "placed_at" TIMESTAMPTZ(3),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "orders_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL,
  CONSTRAINT "orders_owner_agent_id_fkey" FOREIGN KEY ("owner_agent_id") REFERENCES "agents"("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "orders_external_id_key" ON "orders" ("external_id");
CREATE INDEX "orders_customer_id_idx" ON "orders" ("customer_id", "placed_at");

-- ── alarms ──
CREATE TABLE "alarm_rules" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  -- no_reply, queue_length, queue_wait, low_rating, missing_from_shift, unassigned_message.
  "kind" TEXT NOT NULL,
  "level" TEXT NOT NULL DEFAULT 'warning',
  "threshold" INTEGER NOT NULL,
  "scope" JSONB NOT NULL DEFAULT '{}',
  "receivers" JSONB NOT NULL DEFAULT '{}',
  "repeat_seconds" INTEGER,
  "webhook_url" TEXT,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "alarm_rules_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "alarm_rules_level" CHECK ("level" IN ('warning', 'breach'))
);
CREATE TABLE "alarms" (
  "id" UUID NOT NULL,
  "rule_id" UUID,
  "kind" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  -- What it is about, so that one thing raises one alarm: conversation:<id>:<since>, queue:<group>, shift:<id>.
  "subject" TEXT NOT NULL,
  "conversation_id" UUID,
  "agent_id" UUID,
  "group_id" UUID,
  "value" INTEGER,
  "detail" JSONB NOT NULL DEFAULT '{}',
  "raised_at" TIMESTAMPTZ(3) NOT NULL,
  "told_at" TIMESTAMPTZ(3) NOT NULL,
  "times_told" INTEGER NOT NULL DEFAULT 1,
  "acknowledged_at" TIMESTAMPTZ(3),
  "acknowledged_by" UUID,
  "note" TEXT,
  "resolved_at" TIMESTAMPTZ(3),
  CONSTRAINT "alarms_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "alarms_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alarm_rules"("id") ON DELETE SET NULL,
  CONSTRAINT "alarms_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "alarms_one_open" ON "alarms" (coalesce("rule_id", '00000000-0000-0000-0000-000000000000'), "level", "subject") WHERE "resolved_at" IS NULL;
CREATE INDEX "alarms_raised_at_idx" ON "alarms" ("raised_at");
CREATE INDEX "alarms_open" ON "alarms" ("raised_at") WHERE "resolved_at" IS NULL;

-- The built-in roles of an installation that exists get the permissions that are new.
UPDATE "roles" r SET "permissions" = r."permissions" || n.added::jsonb, "version" = r."version" + 1
FROM (VALUES
  ('administrator', '{"conversations.pick":"all","conversations.over_limit":"all","conversations.supervise":"all","conversations.export":"all","replies.write":"all","alarms.read":"all","alarms.write":"all","quality.write":"all"}'),
  ('supervisor', '{"conversations.pick":"all","conversations.over_limit":"all","conversations.supervise":"all","conversations.export":"all","replies.write":"all","alarms.read":"all","alarms.write":"all","quality.write":"all","routing.write":"all"}'),
  ('manager', '{"conversations.export":"all","alarms.read":"all"}'),
  ('quality_inspector', '{"conversations.export":"all"}'),
  ('agent', '{"replies.write":"own"}')
) AS n(key, added) WHERE r."key" = n.key AND r."built_in";

-- As before, with what a message carries besides its text (quote, mentions, length, card), and the fields that
-- limit a state: when it began, how far the alarm went, whether the customer has been silent.
DROP FUNCTION append_messages(uuid[], text[], uuid[], uuid[], text[], text[], uuid[], uuid[], boolean[]);
CREATE FUNCTION append_messages(p_conv uuid[], p_kind text[], p_sender uuid[], p_cmid uuid[], p_type text[],
  p_text text[], p_attachment uuid[], p_id uuid[], p_any boolean[], p_meta jsonb[])
RETURNS TABLE(ord bigint, outcome "char", seq bigint, id uuid, at timestamptz, waiting boolean, customer_id uuid,
  agent_id uuid, group_id uuid, status text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE t timestamptz;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY(p_conv) ORDER BY c.id FOR NO KEY UPDATE;
  t := date_trunc('milliseconds', clock_timestamp());
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
           WHEN i.kind = 'agent' AND c.status NOT IN ('awaiting_agent', 'awaiting_customer', 'awaiting_confirmation') THEN 's'
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
      state_since = CASE WHEN s.kind IS NULL OR c.status = 'queued' THEN c.state_since
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
END $$;
-- With the statistics of a nearly empty table the plan would decay within seconds of load.
ALTER FUNCTION append_messages SET enable_seqscan = off;
ALTER FUNCTION append_messages SET enable_hashjoin = off;
ALTER FUNCTION append_messages SET enable_mergejoin = off;
