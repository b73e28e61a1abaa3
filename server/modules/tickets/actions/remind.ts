import { tellPeople } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { insertCallBackEntry, listGroupPeople, takeDueCallBacks } from '../store/call-backs'

/**
 * Tells the assignee, else everybody in the group, else who made it, once for each due time: the mark and the
 * notices are one transaction.
 */
export function remindCallBacks(): Promise<number> {
  return inTransaction(async (sql) => {
    const at = now()
    const due = await takeDueCallBacks(sql, at)
    for (const one of due) {
      const people = one.assigneeId
        ? [one.assigneeId]
        : one.groupId
          ? await listGroupPeople(sql, one.groupId)
          : [one.creatorId].filter((id) => id !== null)
      const params = { name: one.customerName ?? one.name, at: one.dueAt.toISOString() }
      const href = `/call-backs?open=${one.id}`
      await tellPeople(
        sql,
        people.map((userId) => ({ userId, kind: 'call_back_due', params, href })),
      )
      await insertCallBackEntry(sql, {
        ...{ id: newId(), callBackId: one.id, at, kind: 'reminded', actorId: null, actorName: '' },
      })
    }
    return due.length
  })
}
