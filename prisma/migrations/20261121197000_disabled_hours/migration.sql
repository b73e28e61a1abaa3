-- Service hours that are not offered any more; whoever uses them keeps them.
ALTER TABLE "calendars" ADD COLUMN "disabled" BOOLEAN NOT NULL DEFAULT false;
