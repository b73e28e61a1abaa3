import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/pool'
import { inTransaction as inPrisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { deleteTicket } from '../store/write-tickets'
import { requireLocked } from './reach'

/** Gone with its entries; that it was there stands in the audit log. @throws {AppError} not_found, forbidden, conflict */
export async function removeTicket(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  const ticket = await inTransaction(async (sql) => {
    const found = await requireLocked(sql, principal, id, 'tickets.manage')
    if (found.version !== version)
      throw new AppError('conflict', 'Somebody else changed this ticket in the meantime.')
    await deleteTicket(sql, id)
    return found
  })
  await inPrisma((tx) =>
    recordAudit(tx, {
      ...{ actor: principal, action: 'deleted', entity: 'ticket', entityId: id, label: `T-${ticket.number}` },
      before: { number: ticket.number, type: ticket.type, status: ticket.status, priority: ticket.priority },
      after: null,
    }),
  )
}
