-- Pictures in articles; which ones are in use is read off the articles and their publications.
CREATE TABLE "knowledge_pictures" (
  "id" UUID NOT NULL,
  "media_type" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "knowledge_pictures_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "knowledge_pictures_created_at_idx" ON "knowledge_pictures" ("created_at");
