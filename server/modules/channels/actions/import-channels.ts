import type { Principal } from '@/server/access'
import { attemptImport, failedImport, type ImportReport, readRecords } from '@/server/platform/csv'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { type ChannelConfiguration, channelInput, csvLimits } from '../contract'
import { type ChannelLine, inRowOrder, readChannels } from '../domain/channel-csv'
import { mapNames } from '../store/channel-facts'
import { newPublicKey } from '../store/setup-rows'
import { listStoredChannels, lockChannels, type StoredChannel } from '../store/stored-channels'
import { asTaken, changeConfiguration } from './change-configuration'
import { channelNameTaken, writeChannel } from './write-channel'

/** All rows or none. A dry run does everything and keeps nothing, so that it finds what the real one would. */
export async function importChannels(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const records = await readRecords(csv, csvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  return attemptImport<Db>(
    dryRun,
    (run) =>
      changeConfiguration(async (tx) => {
        const report = await run(tx)
        return { changed: report.created.length + report.updated.length > 0, result: report }
      }).catch(asTaken(channelNameTaken)),
    async (tx, giveUp) => {
      const names = await mapNames(tx)
      const { lines, rows, problems } = readChannels(records, names)
      const ids = lines.map(({ name }) => names.channels.get(name.toLowerCase()))
      const known = ids.filter((id) => id !== undefined)
      await lockChannels(tx, known)
      const stored = await listStoredChannels(tx, known)
      for (const [index, { settings, name }] of lines.entries()) {
        const needsGroup = ids[index] === undefined && !settings.defaultGroupId && name !== ''
        if (needsGroup && !rows[index]?.text('default_group')) {
          rows[index]?.report('default_group', 'group_needed_here')
        }
      }
      if (problems.length > 0) giveUp(inRowOrder(problems))
      return writeLines(tx, principal, lines, (index) => stored.get(ids[index] ?? '') ?? null)
    },
  )
}

async function writeLines(
  tx: Db,
  principal: Principal,
  lines: readonly ChannelLine[],
  storedAt: (index: number) => StoredChannel | null,
): Promise<ImportReport> {
  const report: ImportReport = { applied: true, created: [], updated: [], unchanged: 0, problems: [] }
  for (const [index, line] of lines.entries()) {
    const before = storedAt(index)
    const id = before?.id ?? newId()
    const publicKey = before?.publicKey ?? newPublicKey()
    const action = before ? ('imported' as const) : ('created' as const)
    const changed = await writeChannel(tx, {
      ...{ principal, id, before, publicKey, action },
      next: nextOf(line, before),
    })
    if (!changed) report.unchanged++
    else (before ? report.updated : report.created).push(line.name)
  }
  return report
}

const fresh = {
  ...{ kind: 'web', language: 'en', siteIds: [], projectTypes: [], allowedOrigins: [], color: '#2f6fed' },
  ...{ greeting: {}, calendarId: null, identityForced: false, confirmClosing: false },
  ...{ settings: {}, thresholds: {} },
}

function nextOf(
  { name, settings, greeting }: ChannelLine,
  before: StoredChannel | null,
): ChannelConfiguration {
  const base = before?.settings ?? fresh
  return channelInput.parse({ ...base, ...settings, name, greeting: { ...base.greeting, ...greeting } })
}
