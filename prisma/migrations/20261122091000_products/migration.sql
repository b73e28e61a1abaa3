-- What agents may recommend: the shop tells it, and it is found by words as customers are.
CREATE TABLE "products" (
  "id" UUID NOT NULL,
  "external_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "subtitle" TEXT,
  "amount" DECIMAL(14,2),
  "currency" TEXT,
  "image_url" TEXT,
  "url" TEXT,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "words" tsvector GENERATED ALWAYS AS (customer_words("title", "subtitle", NULL, "external_id")) STORED,
  CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "products_external_id_key" ON "products" ("external_id");
CREATE INDEX "products_words" ON "products" USING gin ("words");
