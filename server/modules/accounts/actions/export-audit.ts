import type { Principal } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import { pool } from '@/server/platform/db/pool'
import type { AuditFilter, AuditView } from '../contract'
import { noteAudit } from '../store/audit'
import { streamAudit } from '../store/read-audit'
import { readHead, sealAudit } from '../store/seal-audit'

const columns = [
  ...['position', 'at', 'actor', 'actor_id', 'action', 'entity', 'entity_id', 'label', 'before', 'after'],
  ...['ip', 'client', 'via', 'via_name', 'request_id', 'hash'],
]

/**
 * The log as a list with the same filter shows it, newest first. Everything is chained before, so each row has
 * its hash and the newest is an end to keep elsewhere. Taking it out is an entry itself.
 */
export async function exportAudit(
  principal: Principal,
  filter: AuditFilter,
): Promise<AsyncGenerator<string>> {
  const { direction: _, ...narrowed } = filter
  await noteAudit(pool(), {
    actor: principal,
    ...{ action: 'exported', entity: 'audit', entityId: 'log', label: '', after: narrowed },
  })
  await sealAudit(true)
  const head = await readHead(pool())
  return pieces(filter, head.hash.toString('hex'))
}

async function* pieces(filter: AuditFilter, end: string): AsyncGenerator<string> {
  yield `${byteOrderMark}${csvLines([columns])}`
  for await (const rows of streamAudit(filter)) yield csvLines(rows.map(toCells))
  yield csvLines([['', '', '', '', 'end_of_chain', '', '', '', '', '', '', '', '', '', '', end]])
}

function toCells(entry: AuditView): string[] {
  const json = (value: object | null) => (value ? JSON.stringify(value) : '')
  return [
    ...[
      String(entry.position ?? ''),
      entry.at,
      entry.actorName,
      entry.actorId ?? '',
      entry.action,
      entry.entity,
    ],
    ...[
      entry.entityId,
      entry.label,
      json(entry.before),
      json(entry.after),
      entry.ip ?? '',
      entry.client ?? '',
    ],
    ...[entry.via ?? '', entry.viaName ?? '', entry.requestId ?? '', entry.hash ?? ''],
  ]
}
