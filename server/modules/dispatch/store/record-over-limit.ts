import { noteAudit } from '@/server/modules/accounts'
import type { Sql } from '@/server/platform/db/pool'
import type { Receiver } from './find-receiver'
import { numberOf } from './record-act'

type OverLimit = {
  gift: { conversationId: string; agentId: string; by: { userId: string; name: string }; note: string }
  receiver: Receiver
  at: Date
}

/** Going beyond a limit on purpose stands in the audit log too, in the transaction that did it. */
export async function recordOverLimit(sql: Sql, { gift, receiver, at }: OverLimit): Promise<void> {
  const { name: agent, status, current, limit } = receiver
  await noteAudit(sql, {
    ...{
      actor: gift.by,
      action: 'assigned_over_limit',
      entity: 'conversation',
      entityId: gift.conversationId,
    },
    label: `#${await numberOf(sql, gift.conversationId)}`,
    ...{ before: { agent, status, current }, after: { agent, limit, note: gift.note }, at },
  })
}
