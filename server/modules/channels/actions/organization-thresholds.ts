import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import {
  beforeOf,
  changeOrganizationSettings,
  readOrganizationSettings,
  recordAudit,
} from '@/server/modules/accounts'
import { prisma } from '@/server/platform/db/prisma'
import { type ThresholdOverrides, thresholdOverrides } from '../../conversations/contract'
import type { ThresholdOverview } from '../contract'
import { listDiffering, readOverrides } from '../store/threshold-rows'
import { changeConfiguration, conflict } from './change-configuration'

export async function getThresholds(): Promise<ThresholdOverview> {
  const organization = readOverrides((await readOrganizationSettings(prisma())).thresholds)
  return { organization, ...(await listDiffering()) }
}

/** @throws {AppError} conflict, with what stands now, when it is not what was read */
export function setThresholds(
  principal: Principal,
  { before, after }: { before: ThresholdOverrides; after: ThresholdOverrides },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const stored = readOverrides((await readOrganizationSettings(tx, true)).thresholds)
    if (!isDeepStrictEqual(sorted(stored), sorted(before))) throw conflict('organisation', stored)
    if (isDeepStrictEqual(sorted(stored), sorted(after))) return { changed: false, result: undefined }
    await changeOrganizationSettings(tx, { thresholds: sorted(after) })
    await recordAudit(tx, {
      actor: principal,
      action: 'updated',
      entity: 'organization',
      entityId: '1',
      label: 'thresholds',
      before: stored,
      after,
    })
    return { changed: true, result: undefined }
  })
}

/** As before an entry of the log. @throws {AppError} not_found */
export async function restoreThresholds(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const { id, before: wanted } = await beforeOf(entryId, 'organization', thresholdOverrides)
  return changeConfiguration(async (tx) => {
    const stored = readOverrides((await readOrganizationSettings(tx, true)).thresholds)
    const result = { id, leftOut: 0 }
    if (isDeepStrictEqual(sorted(stored), sorted(wanted))) return { changed: false, result }
    await changeOrganizationSettings(tx, { thresholds: sorted(wanted) })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'restored', entity: 'organization', entityId: '1', label: 'thresholds' },
      ...{ before: stored, after: wanted },
    })
    return { changed: true, result }
  })
}

/** Without what is undefined: a key that is there and empty means the same as none. */
function sorted(overrides: ThresholdOverrides): Record<string, number> {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}
