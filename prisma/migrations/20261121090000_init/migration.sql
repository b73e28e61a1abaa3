-- Conversation numbers that people read out on the phone.
CREATE SEQUENCE "conversation_number" START 10001;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organization" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "default_language" TEXT NOT NULL DEFAULT 'en',
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "locale" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "built_in" BOOLEAN NOT NULL DEFAULT false,
    "permissions" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "user_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id","role_id")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT,
    "ip" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "agents" (
    "id" UUID NOT NULL,
    "public_name" TEXT NOT NULL,
    "avatar_url" TEXT,
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "capacity" INTEGER NOT NULL DEFAULT 5,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "status" TEXT NOT NULL DEFAULT 'offline',
    "status_source" TEXT NOT NULL DEFAULT 'connection',
    "status_reason" TEXT,
    "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "choice" TEXT,
    "choice_reason" TEXT,
    "choice_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "current_count" INTEGER NOT NULL DEFAULT 0,
    "over_count" INTEGER NOT NULL DEFAULT 0,
    "guard" INTEGER NOT NULL DEFAULT 5,
    "last_assigned_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_status_spans" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "reason" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_status_spans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_groups" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "parent_id" UUID,
    "calendar_id" UUID,
    "intake_paused" BOOLEAN NOT NULL DEFAULT false,
    "offline_mode" TEXT NOT NULL DEFAULT 'even',
    "max_queue_length" INTEGER,
    "max_wait_seconds" INTEGER,
    "overflow_group_id" UUID,
    "service_level_seconds" INTEGER NOT NULL DEFAULT 30,
    "thresholds" JSONB NOT NULL DEFAULT '{}',
    "disabled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skill_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "group_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 1,
    "quality" INTEGER NOT NULL DEFAULT 10,
    "capacity" INTEGER,
    "current_count" INTEGER NOT NULL DEFAULT 0,
    "offline_receiver" BOOLEAN NOT NULL DEFAULT false,
    "sort_key" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("group_id","agent_id")
);

-- CreateTable
CREATE TABLE "shifts" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'shift',

    CONSTRAINT "shifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendars" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "exceptions" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "calendars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "public_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'web',
    "language" TEXT NOT NULL DEFAULT 'en',
    "site_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "project_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "allowed_origins" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "color" TEXT NOT NULL DEFAULT '#2f6fed',
    "greeting" JSONB NOT NULL DEFAULT '{}',
    "calendar_id" UUID,
    "default_group_id" UUID NOT NULL,
    "identity_secret" TEXT,
    "identity_forced" BOOLEAN NOT NULL DEFAULT false,
    "confirm_closing" BOOLEAN NOT NULL DEFAULT false,
    "thresholds" JSONB NOT NULL DEFAULT '{}',
    "disabled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "names" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wrap_ups" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "names" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "wrap_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "language" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "vip_level" INTEGER NOT NULL DEFAULT 0,
    "profile" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threads" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "initiator" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "number" BIGINT NOT NULL DEFAULT nextval('conversation_number'),
    "thread_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "group_id" UUID,
    "first_group_id" UUID,
    "agent_id" UUID,
    "status" TEXT NOT NULL,
    "creation_type" TEXT,
    "category_id" UUID,
    "wrap_up_id" UUID,
    "wrap_up_note" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "site_id" TEXT,
    "project_type" TEXT,
    "page_url" TEXT,
    "language" TEXT,
    "offered" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "entered_at" TIMESTAMPTZ(3),
    "first_assigned_at" TIMESTAMPTZ(3),
    "assigned_at" TIMESTAMPTZ(3),
    "first_reply_at" TIMESTAMPTZ(3),
    "first_reply_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "end_reason" TEXT,
    "wait_reason" TEXT,
    "abandoned" BOOLEAN NOT NULL DEFAULT false,
    "reopened_count" INTEGER NOT NULL DEFAULT 0,
    "transfer_count" INTEGER NOT NULL DEFAULT 0,
    "rating_invited_at" TIMESTAMPTZ(3),
    "last_seq" BIGINT NOT NULL DEFAULT 0,
    "awaiting_since" TIMESTAMPTZ(3),
    "unanswered_since" TIMESTAMPTZ(3),
    "last_message_at" TIMESTAMPTZ(3),
    "last_message_text" TEXT,
    "last_message_from" TEXT,
    "agent_messages" INTEGER NOT NULL DEFAULT 0,
    "customer_messages" INTEGER NOT NULL DEFAULT 0,
    "customer_read_seq" BIGINT NOT NULL DEFAULT 0,
    "agent_read_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "sender_kind" TEXT NOT NULL,
    "sender_id" UUID NOT NULL,
    "client_message_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'text',
    "text" TEXT NOT NULL DEFAULT '',
    "attachment_id" UUID,
    "waiting" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "conversation_events" (
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "audience" TEXT NOT NULL DEFAULT 'both',
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_events_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "group_id" UUID,
    "reason" TEXT NOT NULL,
    "holds_place" BOOLEAN NOT NULL DEFAULT true,
    "over_limit" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply_rounds" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "agent_id" UUID NOT NULL,
    "group_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "replied_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_rounds_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "ratings" (
    "conversation_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "comment" TEXT,
    "agent_id" UUID,
    "group_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ratings_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL,
    "conversation_id" UUID,
    "uploader_id" UUID NOT NULL,
    "uploader_kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_timers" (
    "conversation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_timers_pkey" PRIMARY KEY ("conversation_id","kind")
);

-- CreateTable
CREATE TABLE "routing_rules" (
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "conditions" JSONB NOT NULL,
    "group_id" UUID NOT NULL,
    "priority_boost" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_entries" (
    "conversation_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "neg_priority" INTEGER NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "dispatch_decisions" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "group_id" UUID,
    "agent_id" UUID,
    "config_version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "dispatch_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "roles_key_key" ON "roles"("key");

-- CreateIndex
CREATE INDEX "user_roles_role_id_idx" ON "user_roles"("role_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_token_hash_key" ON "access_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "access_tokens_user_id_created_at_idx" ON "access_tokens"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_entity_entity_id_at_idx" ON "audit_entries"("entity", "entity_id", "at");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");

-- CreateIndex
CREATE INDEX "agent_status_spans_agent_id_from_at_idx" ON "agent_status_spans"("agent_id", "from_at");

-- CreateIndex
CREATE INDEX "agent_status_spans_from_at_idx" ON "agent_status_spans"("from_at");

-- CreateIndex
CREATE INDEX "skill_groups_parent_id_idx" ON "skill_groups"("parent_id");

-- CreateIndex
CREATE INDEX "group_members_agent_id_idx" ON "group_members"("agent_id");

-- CreateIndex
CREATE INDEX "shifts_agent_id_starts_at_idx" ON "shifts"("agent_id", "starts_at");

-- CreateIndex
CREATE INDEX "shifts_starts_at_idx" ON "shifts"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "calendars_name_key" ON "calendars"("name");

-- CreateIndex
CREATE UNIQUE INDEX "channels_public_key_key" ON "channels"("public_key");

-- CreateIndex
CREATE UNIQUE INDEX "channels_name_key" ON "channels"("name");

-- CreateIndex
CREATE INDEX "categories_parent_id_position_idx" ON "categories"("parent_id", "position");

-- CreateIndex
CREATE INDEX "wrap_ups_parent_id_position_idx" ON "wrap_ups"("parent_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "customers_external_id_key" ON "customers"("external_id");

-- CreateIndex
CREATE INDEX "customers_last_seen_at_idx" ON "customers"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "threads_customer_id_initiator_topic_key" ON "threads"("customer_id", "initiator", "topic");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_number_key" ON "conversations"("number");

-- CreateIndex
CREATE INDEX "conversations_thread_id_created_at_idx" ON "conversations"("thread_id", "created_at");

-- CreateIndex
CREATE INDEX "conversations_customer_id_created_at_idx" ON "conversations"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "conversations_group_id_entered_at_idx" ON "conversations"("group_id", "entered_at");

-- CreateIndex
CREATE INDEX "conversations_ended_at_idx" ON "conversations"("ended_at");

-- CreateIndex
CREATE INDEX "conversations_entered_at_idx" ON "conversations"("entered_at");

-- CreateIndex
CREATE INDEX "conversations_agent_id_ended_at_idx" ON "conversations"("agent_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "messages_id_key" ON "messages"("id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_sender_id_client_message_id_key" ON "messages"("conversation_id", "sender_id", "client_message_id");

-- CreateIndex
CREATE INDEX "conversation_events_tx_idx" ON "conversation_events"("tx");

-- CreateIndex
CREATE INDEX "assignments_conversation_id_started_at_idx" ON "assignments"("conversation_id", "started_at");

-- CreateIndex
CREATE INDEX "assignments_agent_id_started_at_idx" ON "assignments"("agent_id", "started_at");

-- CreateIndex
CREATE INDEX "reply_rounds_agent_id_replied_at_idx" ON "reply_rounds"("agent_id", "replied_at");

-- CreateIndex
CREATE INDEX "reply_rounds_replied_at_idx" ON "reply_rounds"("replied_at");

-- CreateIndex
CREATE INDEX "ratings_created_at_idx" ON "ratings"("created_at");

-- CreateIndex
CREATE INDEX "ratings_agent_id_created_at_idx" ON "ratings"("agent_id", "created_at");

-- CreateIndex
CREATE INDEX "attachments_conversation_id_idx" ON "attachments"("conversation_id");

-- CreateIndex
CREATE INDEX "conversation_timers_due_at_idx" ON "conversation_timers"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "routing_rules_position_key" ON "routing_rules"("position");

-- CreateIndex
CREATE INDEX "queue_entries_group_id_neg_priority_entered_at_conversation_idx" ON "queue_entries"("group_id", "neg_priority", "entered_at", "conversation_id");

-- CreateIndex
CREATE INDEX "dispatch_decisions_conversation_id_at_idx" ON "dispatch_decisions"("conversation_id", "at");

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_id_fkey" FOREIGN KEY ("id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_status_spans" ADD CONSTRAINT "agent_status_spans_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "skill_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_overflow_group_id_fkey" FOREIGN KEY ("overflow_group_id") REFERENCES "skill_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "calendars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "calendars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_default_group_id_fkey" FOREIGN KEY ("default_group_id") REFERENCES "skill_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_ups" ADD CONSTRAINT "wrap_ups_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "wrap_ups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "threads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_wrap_up_id_fkey" FOREIGN KEY ("wrap_up_id") REFERENCES "wrap_ups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_rounds" ADD CONSTRAINT "reply_rounds_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_timers" ADD CONSTRAINT "conversation_timers_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "skill_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispatch_decisions" ADD CONSTRAINT "dispatch_decisions_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's schema cannot say: checks, partial uniqueness, storage, and the functions of the hot paths.

ALTER TABLE "organization" ADD CONSTRAINT "organization_single" CHECK ("id" = 1);
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower" CHECK ("email" = lower("email") AND "email" LIKE '%_@_%');
ALTER TABLE "agents" ADD CONSTRAINT "agents_capacity" CHECK ("capacity" BETWEEN 0 AND 1000);
ALTER TABLE "agents" ADD CONSTRAINT "agents_status" CHECK ("status" IN ('online', 'busy', 'offline'));
ALTER TABLE "agents" ADD CONSTRAINT "agents_choice" CHECK ("choice" IN ('online', 'busy', 'offline'));
-- Deliberate over-assignments are counted apart; all others can never pass the limit.
ALTER TABLE "agents" ADD CONSTRAINT "agents_never_over" CHECK (
  "over_count" >= 0 AND "current_count" >= "over_count" AND "current_count" - "over_count" <= "guard");
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_level" CHECK ("level" BETWEEN 1 AND 100);
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_quality" CHECK ("quality" BETWEEN 0 AND 10000);
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_capacity" CHECK ("capacity" BETWEEN 0 AND 1000);
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_current" CHECK ("current_count" >= 0);
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_limits" CHECK (
  "max_queue_length" >= 0 AND "max_wait_seconds" > 0 AND "service_level_seconds" BETWEEN 1 AND 86400);
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_own_parent" CHECK ("parent_id" <> "id" AND "overflow_group_id" <> "id");
ALTER TABLE "skill_groups" ADD CONSTRAINT "skill_groups_offline_mode" CHECK ("offline_mode" IN ('even', 'quality'));
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_order" CHECK ("ends_at" > "starts_at" AND "kind" IN ('shift', 'break', 'leave'));
ALTER TABLE "channels" ADD CONSTRAINT "channels_kind" CHECK ("kind" IN ('web', 'app', 'api', 'im'));
ALTER TABLE "customers" ADD CONSTRAINT "customers_vip" CHECK ("vip_level" BETWEEN 0 AND 9);
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_status" CHECK ("status" IN
  ('with_bot', 'queued', 'awaiting_agent', 'awaiting_customer', 'awaiting_confirmation', 'ended', 'ended_by_system'));
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_type" CHECK ("creation_type" IN ('direct', 'queued', 'offline'));
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_end" CHECK (("ended_at" IS NOT NULL) = ("status" IN ('ended', 'ended_by_system')));
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender" CHECK ("sender_kind" IN ('customer', 'agent', 'bot', 'system'));
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_score" CHECK ("score" BETWEEN 1 AND 5);

CREATE UNIQUE INDEX "skill_groups_name_key" ON "skill_groups" (lower("name"));
CREATE UNIQUE INDEX "conversations_one_open_per_thread" ON "conversations" ("thread_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "assignments_one_open" ON "assignments" ("conversation_id") WHERE "ended_at" IS NULL;
CREATE INDEX "assignments_open_by_agent" ON "assignments" ("agent_id") WHERE "ended_at" IS NULL;
CREATE INDEX "conversations_open" ON "conversations" ("group_id", "entered_at") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "agent_status_one_open" ON "agent_status_spans" ("agent_id") WHERE "until_at" IS NULL;
CREATE INDEX "agents_lease" ON "agents" ("lease_until") WHERE "status" <> 'offline';
-- Best candidate first: level, then the key, then the longest idle, then the id.
CREATE INDEX "group_members_best" ON "group_members" ("group_id", "level" DESC, "sort_key" DESC) WHERE "sort_key" > 0;

-- Rows that change per message: leave room in the page, so that no index is touched (heap-only updates).
ALTER TABLE "conversations" SET (fillfactor = 70);
ALTER TABLE "agents" SET (fillfactor = 60);
ALTER TABLE "group_members" SET (fillfactor = 60);
ALTER TABLE "users" SET (fillfactor = 80);

-- Sort keys of one agent in all groups. ((limit - current) x quality) / limit: multiplied first and
-- divided once, so that what is equal stays equal and the tie-break decides.
CREATE FUNCTION refresh_sort_keys(p_agent uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE group_members m SET sort_key = k.key
  FROM (
    SELECT m.group_id, m.agent_id,
      CASE WHEN a.status <> 'online' OR NOT a.enabled OR a.capacity <= 0 OR a.current_count >= a.capacity
             OR m.quality = 0 OR (m.capacity IS NOT NULL AND m.current_count >= m.capacity) THEN 0
           ELSE least(
             ((a.capacity - a.current_count)::bigint * m.quality)::float8 / a.capacity,
             CASE WHEN m.capacity IS NOT NULL
               THEN ((m.capacity - m.current_count)::bigint * m.quality)::float8 / m.capacity END)
      END AS key
    FROM group_members m JOIN agents a ON a.id = m.agent_id WHERE m.agent_id = p_agent
  ) k
  WHERE m.group_id = k.group_id AND m.agent_id = k.agent_id AND m.sort_key IS DISTINCT FROM k.key
$$;

-- Take and give back a place. Taking is conditional: false = somebody else was faster, or there is no room.
CREATE FUNCTION take_place(p_agent uuid, p_group uuid, p_seen integer, p_over boolean, p_at timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agents SET current_count = current_count + 1,
      over_count = over_count + CASE WHEN p_over AND current_count - over_count >= capacity THEN 1 ELSE 0 END,
      last_assigned_at = p_at
    WHERE id = p_agent AND enabled
      AND (p_over OR (status = 'online' AND current_count < capacity AND (p_seen IS NULL OR current_count = p_seen)));
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE group_members SET current_count = current_count + 1
    WHERE group_id = p_group AND agent_id = p_agent AND (p_over OR capacity IS NULL OR current_count < capacity);
  IF NOT FOUND AND NOT p_over THEN
    -- Not a member (an order owner, a sticky agent) is fine; a member without room is not.
    IF EXISTS (SELECT 1 FROM group_members WHERE group_id = p_group AND agent_id = p_agent) THEN
      UPDATE agents SET current_count = current_count - 1 WHERE id = p_agent;
      RETURN false;
    END IF;
  END IF;
  PERFORM refresh_sort_keys(p_agent);
  RETURN true;
END $$;

CREATE FUNCTION give_place_back(p_agent uuid, p_group uuid, p_over boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agents SET
      over_count = CASE WHEN over_count > 0 AND (p_over OR current_count - over_count <= 0) THEN over_count - 1 ELSE over_count END,
      current_count = greatest(current_count - 1, 0),
      guard = greatest(capacity, least(guard, greatest(current_count - 1, 0)))
    WHERE id = p_agent;
  UPDATE group_members SET current_count = greatest(current_count - 1, 0) WHERE group_id = p_group AND agent_id = p_agent;
  PERFORM refresh_sort_keys(p_agent);
END $$;

-- Append messages, a batch at a time. Per input row: i inserted, d stored before (that row is returned),
-- x stored before with other content, e conversation ended, s not possible in this state, n no such
-- conversation for this sender. A refused row never fails the batch.
CREATE FUNCTION append_messages(p_conv uuid[], p_kind text[], p_sender uuid[], p_cmid uuid[], p_type text[],
  p_text text[], p_attachment uuid[], p_id uuid[], p_any boolean[])
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
      (m.text IS DISTINCT FROM i.txt OR m.kind IS DISTINCT FROM i.type OR m.attachment_id IS DISTINCT FROM i.att) AS differs,
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
    FROM unnest(p_conv, p_kind, p_sender, p_cmid, p_type, p_text, p_attachment, p_id, p_any)
      WITH ORDINALITY AS i(conv, kind, sender, cmid, type, txt, att, nid, anyone, ord)
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
    INSERT INTO messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, kind, text, attachment_id, waiting, created_at)
    SELECT conv, nseq, nid, kind, sender, cmid, type, txt, att, waits, t FROM fresh
  ),
  ie AS (
    INSERT INTO conversation_events(conversation_id, seq, type, audience, payload, created_at)
    SELECT conv, nseq, 'message', CASE WHEN type = 'note' THEN 'staff' ELSE 'both' END,
      jsonb_build_object('id', nid, 'senderKind', kind, 'senderId', sender, 'clientMessageId', cmid, 'kind', type,
        'text', txt, 'attachmentId', att, 'waiting', waits), t FROM fresh
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

-- Give a conversation to an agent: one call, all or nothing (the caller rolls back on null). Locks in the
-- order conversation, agent, memberships, as every other writer does. Returns the log position, or null when
-- the conversation was not in an expected state or the place was gone.
CREATE FUNCTION assign_conversation(p_conv uuid, p_from text[], p_group uuid, p_agent uuid, p_seen integer,
  p_holds boolean, p_over boolean, p_type text, p_reason text, p_wait_reason text, p_assignment uuid, p_at timestamptz,
  p_event text, p_payload jsonb)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_seq bigint;
BEGIN
  UPDATE conversations SET last_seq = last_seq + 1, status = 'awaiting_agent', group_id = p_group, agent_id = p_agent,
      creation_type = coalesce(creation_type, p_type), wait_reason = p_wait_reason, assigned_at = p_at,
      first_assigned_at = coalesce(first_assigned_at, p_at),
      first_group_id = coalesce(first_group_id, p_group), awaiting_since = coalesce(awaiting_since, p_at)
    WHERE id = p_conv AND status = ANY(p_from) AND ended_at IS NULL
    RETURNING last_seq INTO v_seq;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF p_holds AND NOT take_place(p_agent, p_group, p_seen, p_over, p_at) THEN RETURN NULL; END IF;
  DELETE FROM queue_entries WHERE conversation_id = p_conv;
  DELETE FROM conversation_timers WHERE conversation_id = p_conv AND kind LIKE 'queue%';
  INSERT INTO assignments(id, conversation_id, agent_id, group_id, reason, holds_place, over_limit, started_at)
    SELECT p_assignment, p_conv, p_agent, p_group, p_reason, p_holds,
      p_holds AND p_over AND (SELECT a.current_count > a.capacity FROM agents a WHERE a.id = p_agent), p_at;
  INSERT INTO conversation_events(conversation_id, seq, type, audience, payload, created_at)
    VALUES (p_conv, v_seq, p_event, 'both', p_payload, p_at);
  RETURN v_seq;
END $$;

-- Close the open assignment and give the place back; returns whose it was.
CREATE FUNCTION release_assignment(p_conv uuid, p_at timestamptz, p_reason text)
RETURNS TABLE(agent_id uuid, group_id uuid, held boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE r record;
BEGIN
  UPDATE assignments a SET ended_at = p_at, end_reason = p_reason
    WHERE a.conversation_id = p_conv AND a.ended_at IS NULL RETURNING a.* INTO r;
  IF NOT FOUND THEN RETURN; END IF;
  IF r.holds_place THEN PERFORM give_place_back(r.agent_id, r.group_id, r.over_limit); END IF;
  RETURN QUERY SELECT r.agent_id, r.group_id, r.holds_place;
END $$;
