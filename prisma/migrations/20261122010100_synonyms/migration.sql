-- Words that mean the same for this organisation, one set an entry, parted by commas.
ALTER TABLE "knowledge_state" ADD COLUMN "synonyms" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "synonyms_version" INTEGER NOT NULL DEFAULT 1;
