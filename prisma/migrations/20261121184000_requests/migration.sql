-- Requests: when a notice was mailed; what a swap was about when it was offered, and a swap that lost its ground.
ALTER TABLE "notices" ADD COLUMN "mailed_at" TIMESTAMPTZ(3);
CREATE INDEX "notices_unseen_idx" ON "notices" ("user_id") WHERE "seen_at" IS NULL;

ALTER TABLE "swap_requests"
  ADD COLUMN "terms" JSONB NOT NULL DEFAULT '{}',
  DROP CONSTRAINT "swap_requests_status_check",
  ADD CONSTRAINT "swap_requests_status_check"
    CHECK ("status" IN ('requested', 'accepted', 'approved', 'rejected', 'withdrawn', 'declined', 'void'));
-- One open request per shift, whoever asks at the same time.
CREATE UNIQUE INDEX "swap_requests_open_from_key" ON "swap_requests" ("from_entry_id")
  WHERE "status" IN ('requested', 'accepted');
CREATE INDEX "swap_requests_to_entry_id_idx" ON "swap_requests" ("to_entry_id") WHERE "to_entry_id" IS NOT NULL;
CREATE INDEX "swap_requests_status_idx" ON "swap_requests" ("status", "requested_at");
CREATE INDEX "leaves_status_idx" ON "leaves" ("status", "requested_at");
-- A shift that is gone leaves the request readable: what it was about stands in its terms.
ALTER TABLE "swap_requests" ALTER COLUMN "from_entry_id" DROP NOT NULL;
ALTER TABLE "swap_requests"
  DROP CONSTRAINT "swap_requests_from_entry_id_fkey",
  DROP CONSTRAINT "swap_requests_to_entry_id_fkey",
  ADD CONSTRAINT "swap_requests_from_entry_id_fkey" FOREIGN KEY ("from_entry_id")
    REFERENCES "roster_entries"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "swap_requests_to_entry_id_fkey" FOREIGN KEY ("to_entry_id")
    REFERENCES "roster_entries"("id") ON DELETE SET NULL ON UPDATE CASCADE;
