-- Few messages are a bot's; without this a report on them reads all that were ever written.
CREATE INDEX "messages_of_bots" ON "messages" ("conversation_id", "created_at") WHERE "sender_kind" = 'bot';
