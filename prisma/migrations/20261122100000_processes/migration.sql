-- Each running process writes down every few seconds how it does; what it says is lost without harm.
CREATE TABLE "processes" (
  "id" UUID NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "report" JSONB NOT NULL,
  CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
);
