-- Whose spans changed and whose status was not derived since: written with the spans, so that a process that ends
-- in between leaves the work to the watch of any other.
CREATE TABLE "status_due" (
  "agent_id" UUID PRIMARY KEY REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "changes" BIGINT NOT NULL DEFAULT 0
);
