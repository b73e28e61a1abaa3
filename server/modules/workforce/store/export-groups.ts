import { pool } from '@/server/platform/db/pool'
import type { GroupFilter } from '../contract'
import { groupsQuery } from './list-groups'

export type ExportRow = {
  name: string
  description: string
  parent_name: string | null
  overflow_name: string | null
  intake_paused: boolean
  offline_mode: string
  max_queue_length: number | null
  max_wait_seconds: number | null
  service_level_seconds: number
  calendar_name: string | null
  settings: unknown
  thresholds: unknown
  /** In the form that import reads. */
  member_list: string
  state: string
  online: number
  used: number
  places: number
  queue: number
}

const batch = 200

/** In batches from one snapshot, in the order of the list; ends its transaction when the reader leaves. */
export async function* streamGroups(
  filter: GroupFilter,
  scope: readonly string[] | null,
): AsyncGenerator<ExportRow[]> {
  const list = groupsQuery(filter, scope, true)
  const client = await pool().connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`declare groups cursor for ${withDetails(list.text)}`, list.values)
    for (;;) {
      const { rows } = await client.query<ExportRow>(`fetch ${batch} from groups`)
      if (rows.length > 0) yield rows
      if (rows.length < batch) return
    }
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

/** The list's own statement numbers its rows, so that joining further columns keeps the order. */
function withDetails(list: string): string {
  return `
    with list as materialized (select l.*, row_number() over () as place from (${list}) l)
    select l.name, l.description, l.parent_name, o.name as overflow_name, g.intake_paused, g.offline_mode,
      g.max_queue_length, g.max_wait_seconds, g.service_level_seconds, k.name as calendar_name, g.settings, g.thresholds, l.state, l.online, l.used, l.places, l.queue,
      coalesce((select string_agg(concat_ws('|', u.email, m.level, m.quality, coalesce(m.capacity::text, ''),
          case when m.offline_receiver then 'receiver' end), '; ' order by m.level desc, u.email)
        from group_members m join users u on u.id = m.agent_id where m.group_id = g.id), '') as member_list
    from list l join skill_groups g on g.id = l.id left join skill_groups o on o.id = g.overflow_group_id
      left join calendars k on k.id = g.calendar_id
    order by l.place`
}
