import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import { readThresholds, recordAudit, writeThresholds } from '@/server/modules/accounts'
import { prisma } from '@/server/platform/db/prisma'
import type { ThresholdOverrides } from '../../conversations/contract'
import type { ThresholdOverview } from '../contract'
import { listDiffering, readOverrides } from '../store/threshold-rows'
import { changeConfiguration, conflict } from './change-configuration'

export async function getThresholds(): Promise<ThresholdOverview> {
  const organization = readOverrides(await readThresholds(prisma()))
  return { organization, ...(await listDiffering()) }
}

/** @throws {AppError} conflict, with what stands now, when it is not what was read */
export function setThresholds(
  principal: Principal,
  { before, after }: { before: ThresholdOverrides; after: ThresholdOverrides },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const stored = readOverrides(await readThresholds(tx, 'held'))
    if (!isDeepStrictEqual(sorted(stored), sorted(before))) throw conflict('organisation', stored)
    if (isDeepStrictEqual(sorted(stored), sorted(after))) return { changed: false, result: undefined }
    await writeThresholds(tx, after)
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

/** Without what is undefined: a key that is there and empty means the same as none. */
function sorted(overrides: ThresholdOverrides): object {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}
