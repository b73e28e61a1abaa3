-- What the demo made, record by record, so that it can be taken away and nothing else.
CREATE TABLE "demo_records" (
  "kind" TEXT NOT NULL,
  "id" UUID NOT NULL,
  CONSTRAINT "demo_records_pkey" PRIMARY KEY ("kind", "id")
);

-- The one removal of the demo: how far it has come.
CREATE TABLE "demo_removals" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "started_by" UUID NOT NULL,
  "started_name" TEXT NOT NULL,
  "keep_tests" BOOLEAN NOT NULL,
  "total" INTEGER NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "demo_removals_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "demo_removals_one" CHECK ("id" = 1)
);
