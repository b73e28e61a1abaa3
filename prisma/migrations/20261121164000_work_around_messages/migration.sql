-- What the work around the messages needs: finding conversations, snoozing them, and a place kept for the work after
-- the end.

ALTER TABLE "conversations"
  -- The place that after-conversation work keeps, and where it is to be given back.
  ADD COLUMN "after_work_place_of" UUID,
  ADD COLUMN "after_work_group_id" UUID,
  ADD COLUMN "after_work_over" BOOLEAN NOT NULL DEFAULT false;
-- None of these columns changes with a message, so that messages stay heap-only updates.
CREATE INDEX "conversations_snoozed" ON "conversations" ("snoozed_until") WHERE "snoozed_until" IS NOT NULL;
CREATE INDEX "conversations_after_work" ON "conversations" ("after_work_until") WHERE "after_work_until" IS NOT NULL;
CREATE INDEX "conversations_tags" ON "conversations" USING gin ("tags");
CREATE INDEX "conversations_newest" ON "conversations" ("created_at" DESC, "id" DESC);

-- Which way of cutting text into words made the row: another one is made anew.
ALTER TABLE "conversation_search" ADD COLUMN "tokenizer" INTEGER NOT NULL DEFAULT 0;

-- The customer's word, the end and another holder wake what was snoozed; coming back gives a place kept for the work
-- after the end back, whoever brings it back.
CREATE FUNCTION conversation_moved_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.snoozed_until IS NOT NULL AND (NEW.customer_messages > OLD.customer_messages OR NEW.ended_at IS NOT NULL
    OR NEW.agent_id IS DISTINCT FROM OLD.agent_id) THEN
    NEW.snoozed_until := NULL;
  END IF;
  IF OLD.after_work_until IS NOT NULL AND OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL THEN
    IF OLD.after_work_place_of IS NOT NULL THEN
      PERFORM give_place_back(OLD.after_work_place_of, OLD.after_work_group_id, OLD.after_work_over);
    END IF;
    NEW.after_work_until := NULL;
    NEW.after_work_place_of := NULL;
    NEW.after_work_group_id := NULL;
    NEW.after_work_over := false;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER conversation_moved_on BEFORE UPDATE ON conversations FOR EACH ROW
  WHEN (OLD.snoozed_until IS NOT NULL OR OLD.after_work_until IS NOT NULL) EXECUTE FUNCTION conversation_moved_on();

-- Takes a place again for the work after the end, without touching who is next: n none, t taken, o beyond the limit.
CREATE FUNCTION keep_place(p_agent uuid, p_group uuid) RETURNS "char" LANGUAGE plpgsql AS $$
DECLARE v_over boolean; v_last timestamptz;
BEGIN
  SELECT current_count - over_count >= capacity, last_assigned_at INTO v_over, v_last
    FROM agents WHERE id = p_agent FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT take_place(p_agent, p_group, NULL, true, v_last) THEN RETURN 'n'; END IF;
  RETURN CASE WHEN v_over THEN 'o' ELSE 't' END;
END $$;
