-- Procedures: steps that an agent walks through with a customer. A run is bound to the publications it went through,
-- so these outlive the procedure.
CREATE TABLE "procedures" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "topic" TEXT NOT NULL DEFAULT '',
  "draft" JSONB NOT NULL,
  "published" JSONB,
  "published_version" INTEGER NOT NULL DEFAULT 0,
  "published_at" TIMESTAMPTZ(3),
  "disabled_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "procedures_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "procedures_name" ON "procedures" (lower("name"));
CREATE INDEX "procedures_topic_idx" ON "procedures" ("topic");

CREATE TABLE "procedure_versions" (
  "procedure_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "body" JSONB NOT NULL,
  "published_by" UUID,
  "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "procedure_versions_pkey" PRIMARY KEY ("procedure_id", "number"),
  CONSTRAINT "procedure_versions_published_by_fkey" FOREIGN KEY ("published_by") REFERENCES "users"("id")
    ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE TABLE "procedure_runs" (
  "id" UUID NOT NULL,
  "conversation_id" UUID NOT NULL,
  "procedure_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'running',
  "step_key" TEXT,
  "step_count" INTEGER NOT NULL DEFAULT 0,
  "started_by" UUID,
  "started_name" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "procedure_runs_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "procedure_runs_state" CHECK ("state" IN ('running', 'done', 'stopped', 'bounded')
    AND ("state" = 'running') = ("step_key" IS NOT NULL)),
  CONSTRAINT "procedure_runs_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "procedure_runs_version_fkey" FOREIGN KEY ("procedure_id", "number")
    REFERENCES "procedure_versions"("procedure_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "procedure_runs_conversation_id_idx" ON "procedure_runs" ("conversation_id");
CREATE UNIQUE INDEX "procedure_runs_running" ON "procedure_runs" ("conversation_id") WHERE "state" = 'running';

CREATE TABLE "procedure_run_steps" (
  "run_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "procedure_id" UUID NOT NULL,
  "procedure_number" INTEGER NOT NULL,
  "step_key" TEXT NOT NULL,
  "field" TEXT,
  "answer" TEXT,
  "by_id" UUID,
  "by_name" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "procedure_run_steps_pkey" PRIMARY KEY ("run_id", "number"),
  CONSTRAINT "procedure_run_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "procedure_runs"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "procedure_run_steps_version_fkey" FOREIGN KEY ("procedure_id", "procedure_number")
    REFERENCES "procedure_versions"("procedure_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- The generation of what can be offered; it rises in the transaction that changes it.
ALTER TABLE "knowledge_state" ADD COLUMN "procedure_generation" INTEGER NOT NULL DEFAULT 1;

-- What a customer answered goes when the words of the conversation go.
CREATE FUNCTION procedure_answers_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE procedure_run_steps s SET answer = NULL FROM procedure_runs r
    WHERE r.id = s.run_id AND r.conversation_id = NEW.id AND s.field IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER procedure_answers_erased AFTER UPDATE OF content_erased_at ON conversations
  FOR EACH ROW WHEN (NEW.content_erased_at IS NOT NULL) EXECUTE FUNCTION procedure_answers_erased();
