-- Busy reasons that every installation starts with; an organisation that made its own keeps exactly those.
INSERT INTO "busy_reasons" ("id", "key", "names", "position")
SELECT gen_random_uuid(), d."key", d."names"::jsonb, d."position"
FROM (VALUES
  ('break', '{"en":"Break","zh":"小休"}', 0),
  ('lunch', '{"en":"Lunch","zh":"午餐"}', 1),
  ('training', '{"en":"Training","zh":"培训"}', 2),
  ('meeting', '{"en":"Meeting","zh":"会议"}', 3)
) AS d("key", "names", "position")
WHERE NOT EXISTS (SELECT 1 FROM "busy_reasons");

-- A span of status ends when or after it began.
UPDATE "agent_status_spans" SET "until_at" = "from_at" WHERE "until_at" < "from_at";
ALTER TABLE "agent_status_spans" ADD CONSTRAINT "agent_status_spans_order" CHECK ("until_at" IS NULL OR "until_at" >= "from_at");

-- Answers to a message that go out by e-mail: one row per batch of answers, so that each is sent once.
CREATE TABLE "reply_mails" (
  "conversation_id" UUID NOT NULL,
  -- The last message in it; the next batch begins after it.
  "until_seq" BIGINT NOT NULL,
  "after_seq" BIGINT NOT NULL,
  "recipient" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- Set before the server is spoken to: with no sent_at afterwards nobody knows, and it is not sent again.
  "tried_at" TIMESTAMPTZ(3),
  "sent_at" TIMESTAMPTZ(3),
  "failure" TEXT,
  CONSTRAINT "reply_mails_pkey" PRIMARY KEY ("conversation_id", "until_seq"),
  CONSTRAINT "reply_mails_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE
);
