-- The knowledge base: what editors write, what of it is published, and how often it helped.
CREATE TABLE "knowledge_articles" (
  "id" UUID NOT NULL,
  -- The first title there is; an article is found by it in files.
  "title" TEXT NOT NULL,
  -- Levels from the top, parted by " / "; empty at the top.
  "topic" TEXT NOT NULL DEFAULT '',
  "draft" JSONB NOT NULL,
  "published" JSONB,
  "published_version" INTEGER NOT NULL DEFAULT 0,
  "published_at" TIMESTAMPTZ(3),
  "used_count" INTEGER NOT NULL DEFAULT 0,
  "helpful_count" INTEGER NOT NULL DEFAULT 0,
  "unhelpful_count" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "knowledge_articles_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "knowledge_articles_title_key" ON "knowledge_articles" (lower("title"));
CREATE INDEX "knowledge_articles_topic_idx" ON "knowledge_articles" ("topic");

-- Each publication, as it was.
CREATE TABLE "knowledge_versions" (
  "article_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "body" JSONB NOT NULL,
  "published_by" UUID,
  "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "knowledge_versions_pkey" PRIMARY KEY ("article_id", "number"),
  CONSTRAINT "knowledge_versions_article_id_fkey" FOREIGN KEY ("article_id")
    REFERENCES "knowledge_articles"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "knowledge_versions_published_by_fkey" FOREIGN KEY ("published_by")
    REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- One row: raised with every publication, so that each process knows when its index is old.
CREATE TABLE "knowledge_state" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "generation" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "knowledge_state_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "knowledge_state_one" CHECK ("id" = 1)
);
INSERT INTO "knowledge_state" ("id") VALUES (1);

UPDATE "roles" r SET "permissions" = r."permissions" || '{"knowledge.manage":"all"}'::jsonb, "version" = r."version" + 1
WHERE r."key" IN ('administrator', 'supervisor') AND r."built_in";
