-- Reports place first replies when they were given; without this they read every conversation there is.
CREATE INDEX "conversations_first_reply_at_idx" ON "conversations" ("first_reply_at") WHERE "first_reply_at" IS NOT NULL;
