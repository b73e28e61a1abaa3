import { prisma } from '@/server/platform/db/prisma'
import { logoPath, type PublicBranding } from '../contract'
import { findOrganization } from '../store/organization'
import { findPicture } from '../store/pictures'
import { currentSettings } from '../store/settings-cache'

/** Name and look for those who have not signed in. */
export async function findBranding(): Promise<PublicBranding> {
  const [{ branding }, row] = await Promise.all([currentSettings(), findOrganization(prisma())])
  const { productName, logoId, accent } = branding
  const [organization, timeZone] = [row?.name ?? '', row?.timeZone ?? 'UTC']
  return { organization, productName, logoUrl: logoId && logoPath(logoId), accent, timeZone }
}

/** Only the picture that the branding names: no other of the table is anybody's business. */
export async function readLogo(id: string): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  const { branding } = await currentSettings()
  return branding.logoId === id ? findPicture(id) : null
}
