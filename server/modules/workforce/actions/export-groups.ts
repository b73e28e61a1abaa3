import type { Principal } from '@/server/access'
import { scopeOf } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import { type GroupFilter, groupThresholds, storedGroupServiceSettings } from '../contract'
import { importColumns } from '../domain/csv-import'
import { serviceSettingsCell, thresholdsCell } from '../domain/settings-cell'
import { type ExportRow, streamGroups } from '../store/export-groups'

const columns = [...importColumns, 'state', 'online_now', 'places_used', 'places', 'queue_length']

/**
 * The groups that a list with the same filter shows, as pieces of a CSV file that import takes back. Begins
 * with a byte order mark, without which spreadsheets misread Chinese.
 */
export async function* exportGroups(principal: Principal, filter: GroupFilter): AsyncGenerator<string> {
  const scope = scopeOf(principal, 'groups.read') === 'all' ? null : principal.scopeGroupIds
  yield byteOrderMark + csvLines([columns])
  for await (const rows of streamGroups(filter, scope)) {
    yield csvLines(rows.map(toCells))
  }
}

function toCells(row: ExportRow): (string | number | null)[] {
  const yesNo = (value: boolean) => (value ? 'yes' : 'no')
  const { name, description, parent_name, offline_mode, max_queue_length, max_wait_seconds } = row
  return [
    ...[name, description, parent_name, yesNo(row.intake_paused), offline_mode, max_queue_length],
    ...[max_wait_seconds, row.overflow_name, row.service_level_seconds],
    ...[row.calendar_name, serviceSettingsCell(storedGroupServiceSettings.parse(row.settings))],
    ...[thresholdsCell(groupThresholds.catch({}).parse(row.thresholds)), row.member_list],
    ...[row.state, row.online, row.used, row.places, row.queue],
  ]
}
