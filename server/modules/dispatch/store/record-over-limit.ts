import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { Receiver } from './find-receiver'

type OverLimit = {
  gift: { conversationId: string; agentId: string; by: { userId: string; name: string }; note: string }
  receiver: Receiver
  at: Date
}

/** Going beyond a limit on purpose stands in the audit log too, in the transaction that did it. */
export async function recordOverLimit(sql: Sql, { gift, receiver, at }: OverLimit): Promise<void> {
  await sql.query(
    `insert into audit_entries(id, at, actor_id, actor_name, action, entity, entity_id, label, before, after)
     select $1, $2, $3, $4, 'assigned_over_limit', 'conversation', c.id::text, '#' || c.number, $6, $7
     from conversations c where c.id = $5`,
    [
      newId(),
      at,
      gift.by.userId,
      gift.by.name,
      gift.conversationId,
      JSON.stringify({ agent: receiver.name, status: receiver.status, current: receiver.current }),
      JSON.stringify({ agent: receiver.name, limit: receiver.limit, note: gift.note }),
    ],
  )
}
