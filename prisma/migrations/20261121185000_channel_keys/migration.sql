-- A channel's key can be changed: pages that carry the one before are served until it is given up.
ALTER TABLE "channels" ADD COLUMN "public_key_old" TEXT;
CREATE UNIQUE INDEX "channels_public_key_old_key" ON "channels" ("public_key_old");
