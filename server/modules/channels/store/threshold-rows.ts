import { type Db, prisma } from '@/server/platform/db/prisma'
import { type ThresholdOverrides, thresholdOverrides } from '../../conversations/contract'
import type { ThresholdOverview } from '../contract'

/** Who sets something of its own. */
export async function listDiffering(db: Db = prisma()): Promise<Omit<ThresholdOverview, 'organization'>> {
  const select = { id: true, name: true, thresholds: true }
  const by = {
    where: { thresholds: { not: {} }, disabledAt: null },
    select,
    orderBy: { name: 'asc' as const },
  }
  const read = (rows: { id: string; name: string; thresholds: unknown }[]) =>
    rows.map(({ thresholds, ...row }) => ({ ...row, thresholds: readOverrides(thresholds) }))
  const channels = await db.channel.findMany(by)
  const groups = await db.skillGroup.findMany(by)
  return { channels: read(channels), groups: read(groups) }
}

/** What is stored and no longer allowed counts as not set. */
export function readOverrides(stored: unknown): ThresholdOverrides {
  const read = thresholdOverrides.safeParse(stored)
  return read.success ? read.data : {}
}
