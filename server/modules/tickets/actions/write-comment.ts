import type { Principal } from '@/server/access'
import { publishEntries } from '@/server/events/publish'
import { tellPeople } from '@/server/modules/accounts'
import { maskWords } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { CommentInput } from '../contract'
import { listWatchers } from '../store/read-tickets'
import { bindFiles, insertEntry, setWatcher, touchTicket } from '../store/write-tickets'
import { writeChange } from './change-ticket'
import { requireLocked } from './reach'
import { oweTelling, tellSoon } from './tell-customer'

/**
 * A word to the customer or among colleagues, with files and perhaps another status, in one transaction; the same
 * client key again writes nothing. @throws {AppError} not_found, forbidden, transition_refused, invalid_input
 */
export async function writeComment(principal: Principal, input: CommentInput): Promise<void> {
  const text = await maskWords(input.text)
  const step = await inTransaction(async (sql) => {
    const ticket = await requireLocked(sql, principal, input.id)
    if (input.public && !ticket.customerId)
      throw new AppError('invalid_input', 'This ticket has no customer who could hear of it.', {
        fields: [{ path: 'public', message: 'no customer', code: 'no_customer' }],
      })
    const at = now()
    const id = newId()
    const written = await insertEntry(sql, {
      ...{ id, ticketId: ticket.id, at, kind: 'comment', text, public: input.public },
      ...{ actorId: principal.userId, actorName: principal.name, clientKey: input.clientKey },
    })
    if (!written) return null
    const files = { ticketId: ticket.id, entryId: id, uploaderId: principal.userId, ids: input.attachmentIds }
    if (files.ids.length > 0 && (await bindFiles(sql, files)) !== new Set(files.ids).size)
      throw new AppError('not_found', 'A file is no longer there. Attach it again.', {
        fields: [{ path: 'attachmentIds', message: 'unknown file' }],
      })
    if (input.public) await oweTelling(sql, ticket, id, at)
    await setWatcher(sql, ticket.id, principal.userId, true)
    await touchTicket(sql, ticket.id, at)
    const params = { who: principal.name, ticket: `T-${ticket.number}`, title: ticket.title }
    const concerned = [...(await listWatchers(sql, ticket.id)).map((one) => one.id), ticket.assigneeId]
    await tellPeople(
      sql,
      concerned
        .filter((userId) => userId !== null && userId !== principal.userId)
        .map((userId) => ({
          ...{ userId: userId!, kind: 'ticket_comment' as const, params },
          href: `/tickets?open=${ticket.id}&entry=${id}`,
        })),
    )
    if (!input.status || input.status === ticket.status) return null
    return writeChange(sql, ticket, { status: input.status }, principal)
  })
  if (step) publishEntries([step])
  tellSoon()
}
