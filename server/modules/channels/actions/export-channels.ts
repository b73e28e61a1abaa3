import { byteOrderMark, csvLines } from '@/server/platform/csv'
import { prisma } from '@/server/platform/db/prisma'
import type { ChannelFilter } from '../contract'
import { channelColumns, shownColumns } from '../domain/channel-csv'
import { listChannels } from '../store/list-channels'
import { listStoredChannels } from '../store/stored-channels'

const pieceSize = 200

/** The channels that a list with the same filter shows, as pieces of a file that import takes back. */
export async function* exportChannels(filter: ChannelFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([[...channelColumns, ...shownColumns]])
  for (let offset = 0; ; offset += pieceSize) {
    const { rows } = await listChannels(filter, { limit: pieceSize, offset })
    const ids = rows.map(({ id }) => id)
    const stored = await listStoredChannels(prisma(), ids)
    const lines = rows.flatMap((row) => {
      const settings = stored.get(row.id)?.settings
      if (!settings) return []
      return [
        [
          ...[row.name, row.kind, row.language, row.groupName, row.calendarName],
          ...[settings.siteIds, settings.projectTypes, settings.allowedOrigins].map((l) => l.join('; ')),
          ...[settings.color, settings.greeting.en ?? '', settings.greeting.zh ?? ''],
          ...[settings.confirmClosing ? 'yes' : 'no', row.state, row.publicKey, row.open],
        ],
      ]
    })
    if (lines.length > 0) yield csvLines(lines)
    if (rows.length < pieceSize) return
  }
}
