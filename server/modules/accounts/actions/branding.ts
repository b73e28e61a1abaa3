import { prisma } from '@/server/platform/db/prisma'
import type { PublicBranding } from '../contract'
import { findLogo } from '../store/logos'
import { findOrganization } from '../store/organization'
import { currentSettings } from '../store/settings-cache'

/** Its address never shows anything else, so that it can be kept for ever. */
const logoPath = (id: string) => `/api/logo/${id}`

/** Name and look for those who have not signed in. */
export async function findBranding(): Promise<PublicBranding> {
  const [{ branding }, row] = await Promise.all([currentSettings(), findOrganization(prisma())])
  const { productName, logoId, accent } = branding
  return { organization: row?.name ?? '', productName, logoUrl: logoId && logoPath(logoId), accent }
}

/** Only the picture that the branding names: no other of the table is anybody's business. */
export async function readLogo(id: string): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  const { branding } = await currentSettings()
  return branding.logoId === id ? findLogo(id) : null
}
