-- Colleagues named in notes: what each has not looked at yet survives a reload, and naming somebody is a
-- reason to let that person read the conversation.
CREATE TABLE "mentions" (
  "conversation_id" UUID NOT NULL,
  "seq" BIGINT NOT NULL,
  "user_id" UUID NOT NULL,
  "by_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "seen_at" TIMESTAMPTZ(3),
  CONSTRAINT "mentions_pkey" PRIMARY KEY ("conversation_id", "seq", "user_id"),
  CONSTRAINT "mentions_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE,
  CONSTRAINT "mentions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
);
CREATE INDEX "mentions_user_id_idx" ON "mentions" ("user_id", "created_at");
CREATE INDEX "attachments_created_at_idx" ON "attachments" ("created_at");
