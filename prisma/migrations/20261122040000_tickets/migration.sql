-- Tickets: what is left to do for a customer when the conversation is over, and what is told about it.
CREATE SEQUENCE "ticket_number";

CREATE TABLE "tickets" (
  "id" UUID PRIMARY KEY,
  "number" BIGINT NOT NULL DEFAULT nextval('ticket_number'),
  -- Made by the screen before it asks: the same click twice opens one ticket.
  "client_key" UUID NOT NULL,
  "title" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  -- A key of the organisation's list of types.
  "type" TEXT NOT NULL,
  "priority" TEXT NOT NULL DEFAULT 'normal' CHECK ("priority" IN ('low', 'normal', 'high', 'urgent')),
  "status" TEXT NOT NULL DEFAULT 'new' CHECK ("status" IN ('new', 'open', 'pending', 'on_hold', 'solved', 'closed')),
  "customer_id" UUID REFERENCES "customers" ("id") ON DELETE CASCADE,
  -- The conversation it was opened from.
  "conversation_id" UUID REFERENCES "conversations" ("id") ON DELETE SET NULL,
  "group_id" UUID REFERENCES "skill_groups" ("id") ON DELETE SET NULL,
  "assignee_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "creator_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "creator_name" TEXT NOT NULL DEFAULT '',
  "due_at" TIMESTAMPTZ(3),
  -- Set by a person; else it follows priority and service hours.
  "due_by_hand" BOOLEAN NOT NULL DEFAULT false,
  "status_since" TIMESTAMPTZ(3) NOT NULL,
  "solved_at" TIMESTAMPTZ(3),
  "closed_at" TIMESTAMPTZ(3),
  "reopened_count" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets" ("number");
CREATE UNIQUE INDEX "tickets_client_key_key" ON "tickets" ("client_key");
CREATE INDEX "tickets_customer_id_idx" ON "tickets" ("customer_id");
CREATE INDEX "tickets_conversation_id_idx" ON "tickets" ("conversation_id");
CREATE INDEX "tickets_assignee_id_idx" ON "tickets" ("assignee_id");
CREATE INDEX "tickets_creator_id_idx" ON "tickets" ("creator_id");
CREATE INDEX "tickets_group_id_idx" ON "tickets" ("group_id");
CREATE INDEX "tickets_status_due_at_idx" ON "tickets" ("status", "due_at");

-- What happened to a ticket, comments among it, in one line.
CREATE TABLE "ticket_entries" (
  "id" UUID PRIMARY KEY,
  "ticket_id" UUID NOT NULL REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "actor_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "actor_name" TEXT NOT NULL DEFAULT '',
  -- The customer hears of it.
  "public" BOOLEAN NOT NULL DEFAULT false,
  "text" TEXT NOT NULL DEFAULT '',
  "detail" JSONB NOT NULL DEFAULT '{}',
  "client_key" UUID
);
CREATE INDEX "ticket_entries_ticket_id_at_idx" ON "ticket_entries" ("ticket_id", "at");
CREATE UNIQUE INDEX "ticket_entries_client_key_key" ON "ticket_entries" ("client_key");

CREATE TABLE "ticket_watchers" (
  "ticket_id" UUID NOT NULL REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
  PRIMARY KEY ("ticket_id", "user_id")
);
CREATE INDEX "ticket_watchers_user_id_idx" ON "ticket_watchers" ("user_id");

CREATE TABLE "ticket_links" (
  "id" UUID PRIMARY KEY,
  "ticket_id" UUID NOT NULL REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('relates', 'blocks', 'duplicate_of', 'conversation', 'order')),
  "other_id" UUID REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "conversation_id" UUID REFERENCES "conversations" ("id") ON DELETE CASCADE,
  "order_id" UUID REFERENCES "orders" ("id") ON DELETE CASCADE,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CHECK (num_nonnulls("other_id", "conversation_id", "order_id") = 1),
  CHECK ("other_id" <> "ticket_id")
);
CREATE UNIQUE INDEX "ticket_links_ticket_id_kind_other_id_key" ON "ticket_links" ("ticket_id", "kind", "other_id");
CREATE UNIQUE INDEX "ticket_links_ticket_id_conversation_id_key" ON "ticket_links" ("ticket_id", "conversation_id");
CREATE UNIQUE INDEX "ticket_links_ticket_id_order_id_key" ON "ticket_links" ("ticket_id", "order_id");
CREATE INDEX "ticket_links_other_id_idx" ON "ticket_links" ("other_id");
CREATE INDEX "ticket_links_conversation_id_idx" ON "ticket_links" ("conversation_id");

CREATE TABLE "ticket_files" (
  "attachment_id" UUID PRIMARY KEY REFERENCES "attachments" ("id") ON DELETE CASCADE,
  "ticket_id" UUID NOT NULL REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "entry_id" UUID REFERENCES "ticket_entries" ("id") ON DELETE SET NULL
);
CREATE INDEX "ticket_files_ticket_id_idx" ON "ticket_files" ("ticket_id");

-- One for each entry that the customer must hear of: in the chat, and by mail where an address is known.
CREATE TABLE "ticket_tellings" (
  "entry_id" UUID PRIMARY KEY REFERENCES "ticket_entries" ("id") ON DELETE CASCADE,
  "ticket_id" UUID NOT NULL REFERENCES "tickets" ("id") ON DELETE CASCADE,
  "customer_id" UUID NOT NULL REFERENCES "customers" ("id") ON DELETE CASCADE,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- Chosen before anything is written there, so that it is written in one only.
  "conversation_id" UUID REFERENCES "conversations" ("id") ON DELETE SET NULL,
  "seq" BIGINT,
  "told_at" TIMESTAMPTZ(3),
  "tried_at" TIMESTAMPTZ(3),
  "mailed_at" TIMESTAMPTZ(3),
  "failure" TEXT
);
CREATE INDEX "ticket_tellings_ticket_id_idx" ON "ticket_tellings" ("ticket_id");
CREATE INDEX "ticket_tellings_untold" ON "ticket_tellings" ("customer_id") WHERE "told_at" IS NULL;

-- An advisor phones later.
CREATE TABLE "call_backs" (
  "id" UUID PRIMARY KEY,
  "client_key" UUID NOT NULL,
  "customer_id" UUID REFERENCES "customers" ("id") ON DELETE CASCADE,
  "conversation_id" UUID REFERENCES "conversations" ("id") ON DELETE SET NULL,
  "ticket_id" UUID REFERENCES "tickets" ("id") ON DELETE SET NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "group_id" UUID REFERENCES "skill_groups" ("id") ON DELETE SET NULL,
  "assignee_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "creator_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'done', 'cancelled')),
  "result" TEXT,
  "tries" INTEGER NOT NULL DEFAULT 0,
  -- Until then somebody has been reminded; a later due time asks for another reminder.
  "reminded_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "call_backs_client_key_key" ON "call_backs" ("client_key");
CREATE INDEX "call_backs_customer_id_idx" ON "call_backs" ("customer_id");
CREATE INDEX "call_backs_assignee_id_idx" ON "call_backs" ("assignee_id");
CREATE INDEX "call_backs_group_id_idx" ON "call_backs" ("group_id");
CREATE INDEX "call_backs_waiting" ON "call_backs" ("due_at") WHERE "state" = 'waiting';

CREATE TABLE "call_back_entries" (
  "id" UUID PRIMARY KEY,
  "call_back_id" UUID NOT NULL REFERENCES "call_backs" ("id") ON DELETE CASCADE,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "actor_id" UUID REFERENCES "users" ("id") ON DELETE SET NULL,
  "actor_name" TEXT NOT NULL DEFAULT '',
  "detail" JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX "call_back_entries_call_back_id_at_idx" ON "call_back_entries" ("call_back_id", "at");

-- How far a call through a provider has come; what the provider told is taken once.
ALTER TABLE "calls" ADD COLUMN "state" TEXT;
CREATE TABLE "call_reports" (
  "id" TEXT PRIMARY KEY,
  "at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "call_reports_at_idx" ON "call_reports" ("at");

UPDATE "roles" SET "permissions" = "permissions" || '{"tickets.view":"all","tickets.edit":"all","tickets.manage":"all"}'::jsonb,
  "version" = "version" + 1 WHERE "key" IN ('administrator', 'supervisor') AND "built_in";
UPDATE "roles" SET "permissions" = "permissions" || '{"tickets.view":"all"}'::jsonb, "version" = "version" + 1
  WHERE "key" IN ('manager', 'quality_inspector') AND "built_in";
UPDATE "roles" SET "permissions" = "permissions" || '{"tickets.view":"group","tickets.edit":"group"}'::jsonb,
  "version" = "version" + 1 WHERE "key" = 'agent' AND "built_in";
