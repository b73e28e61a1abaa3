import { nowMs } from '@/server/platform/clock'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type ChannelDetail, type ChannelFilter, type ChannelRow, serviceHours } from '../contract'
import { warnOfChannel } from '../domain/channel-warnings'
import { findGroupFacts } from '../store/channel-facts'
import { listChannels } from '../store/list-channels'
import { findStoredChannel } from '../store/stored-channels'

export async function readChannels(
  filter: ChannelFilter,
  range: { limit: number; offset: number },
): Promise<{ rows: ChannelRow[]; total: number }> {
  const { rows, total } = await listChannels(filter, range)
  const at = nowMs()
  return {
    total,
    rows: rows.map(({ allowedOrigins, groupMembers, groupDisabled, hours, ...row }) => ({
      ...row,
      warnings:
        row.state === 'disabled'
          ? []
          : warnOfChannel(
              {
                ...{ kind: row.kind, allowedOrigins, groupMembers, groupDisabled },
                hours: hours && serviceHours.parse(hours),
              },
              at,
            ),
    })),
  }
}

/** @throws {AppError} not_found */
export async function getChannel(id: string, db: Db = prisma()): Promise<ChannelDetail> {
  const stored = await findStoredChannel(db, id)
  if (!stored) throw new AppError('not_found', 'There is no such channel.')
  const { settings, version, disabled, publicKey, publicKeyOld, identity } = stored
  const facts = await findGroupFacts(settings.defaultGroupId, settings.calendarId, db)
  return {
    ...settings,
    ...{ id, version, disabled, publicKey, publicKeyOld, identity },
    warnings: warnOfChannel({ ...settings, ...facts }, nowMs()),
  }
}
