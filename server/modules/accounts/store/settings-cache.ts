import { prisma } from '@/server/platform/db/prisma'
import { onSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'
import type { OrganizationSettings } from '../contract'
import { readOrganizationSettings } from './organization'

const TRUST_MS = 1_000

type Kept = { settings: Promise<OrganizationSettings> | null; until: number }

function kept(): Kept {
  return singleton('organization.settings', () => {
    const cache: Kept = { settings: null, until: 0 }
    onSignal('config_changed', () => {
      cache.until = 0
    })
    return cache
  })
}

/** For what asks often: at most a second old, and asked for once however many wait. */
export function currentSettings(): Promise<OrganizationSettings> {
  const cache = kept()
  if (cache.settings && Date.now() < cache.until) return cache.settings
  const settings = readOrganizationSettings(prisma())
  cache.settings = settings
  cache.until = Date.now() + TRUST_MS
  settings.catch(() => {
    if (cache.settings === settings) cache.until = 0
  })
  return settings
}
