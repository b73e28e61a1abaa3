import type { z } from 'zod'
import { can, type Principal } from '@/server/access'
import { readOrganizationSettings, tellPeople } from '@/server/modules/accounts'
import { addServiceTime, isOpen, nextOpening } from '@/server/modules/channels'
import { serviceHours } from '@/server/modules/channels/contract'
import { coverNumber } from '@/server/modules/conversations'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type {
  CallBackRow,
  CallBackView,
  CreateCallBack,
  endCallBackInput,
  ListCallBacks,
  updateCallBackInput,
} from '../contract'
import { afterCall } from '../domain/call-back'
import {
  findCallBack,
  findCallBackByKey,
  insertCallBack,
  insertCallBackEntry,
  listCallBackEntries,
  listCallBackRows,
  lockCallBack,
  type StoredCallBack,
  updateCallBack,
} from '../store/call-backs'
import { findHours } from '../store/read-tickets'
import { requireRefs } from './open-ticket'
import { readerOf, requireConversation, requireCustomer, requireTicket } from './reach'

const missing = () => new AppError('not_found', 'There is no such call-back.')
const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

/** Numbers are covered where the organisation masks them, for whoever may not see what is masked. */
async function phonesHidden(principal: Principal): Promise<boolean> {
  if (can(principal, 'customers.unmask')) return false
  return (await readOrganizationSettings(prisma())).masking.phones
}

function toRow(one: StoredCallBack, hidden: boolean): CallBackRow {
  return {
    ...{ id: one.id, name: one.customerName ?? one.name, phone: hidden ? coverNumber(one.phone) : one.phone },
    ...{ dueAt: one.dueAt.toISOString(), overdue: one.state === 'waiting' && one.dueAt.getTime() <= nowMs() },
    ...{ state: one.state, result: one.result, tries: one.tries, note: one.note, version: one.version },
    customer: named(one.customerId, one.customerName),
    conversationId: one.conversationId,
    ticket: one.ticketId ? { id: one.ticketId, number: one.ticketNumber ?? 0 } : null,
    group: named(one.groupId, one.groupName),
    assignee: named(one.assigneeId, one.assigneeName),
  }
}

export async function listCallBacks(
  principal: Principal,
  input: ListCallBacks,
): Promise<{ rows: CallBackRow[]; total: number }> {
  const assignee = input.assignee === 'me' ? principal.userId : (input.assignee ?? null)
  const asked = { reader: readerOf(principal, 'tickets.view'), input, assignee, at: now() }
  const [{ rows, total }, hidden] = await Promise.all([listCallBackRows(asked), phonesHidden(principal)])
  return { rows: rows.map((row) => toRow(row, hidden)), total }
}

export async function getCallBack(principal: Principal, id: string): Promise<CallBackView> {
  const one = await findCallBack(pool(), id, readerOf(principal, 'tickets.view'))
  if (!one) throw missing()
  const mayEdit =
    can(principal, 'tickets.edit') &&
    (await findCallBack(pool(), id, readerOf(principal, 'tickets.edit'))) !== null
  const history = await listCallBackEntries(pool(), id)
  return { ...toRow(one, await phonesHidden(principal)), mayEdit, history }
}

/** Once for each client key. @throws {AppError} not_found, invalid_input */
export async function createCallBack(
  principal: Principal,
  input: CreateCallBack,
): Promise<{ id: string; created: boolean }> {
  const about = await aboutWhom(principal, input)
  const at = now()
  const id = newId()
  if (Date.parse(input.dueAt) <= at.getTime()) throw tooEarly()
  return inTransaction(async (sql) => {
    await requireRefs(sql, input)
    const row = { ...input, ...about, id, at, dueAt: new Date(input.dueAt), creatorId: principal.userId }
    if (!(await insertCallBack(sql, row))) {
      return { id: (await findCallBackByKey(sql, input.clientKey))!, created: false }
    }
    await note(sql, principal, id, 'created', { dueAt: input.dueAt })
    await tellAssignee(sql, principal, { id, name: row.name, assigneeId: input.assigneeId }, null)
    return { id, created: true }
  })
}

const tooEarly = () =>
  new AppError('invalid_input', 'Choose a time that is still to come.', {
    fields: [{ path: 'dueAt', message: 'in the past', code: 'in_the_past' }],
  })

async function aboutWhom(principal: Principal, input: CreateCallBack) {
  const { conversationId, ticketId } = input
  if (conversationId) {
    const row = await requireConversation(principal, conversationId)
    return { customerId: row.customer.id, name: input.name || row.customer.name }
  }
  if (ticketId) {
    const ticket = await requireTicket(principal, ticketId)
    return { customerId: ticket.customerId, name: input.name || (ticket.customerName ?? '') }
  }
  if (!input.customerId) return { customerId: null, name: input.name }
  const customer = await requireCustomer(principal, input.customerId)
  return { customerId: customer.id, name: input.name || customer.name }
}

const note = (sql: Sql, by: Principal, callBackId: string, kind: string, detail: object) =>
  insertCallBackEntry(sql, {
    ...{ id: newId(), callBackId, at: now(), kind, actorId: by.userId, actorName: by.name, detail },
  })

async function tellAssignee(
  sql: Sql,
  by: Principal,
  one: { id: string; name: string; assigneeId: string | null },
  before: string | null,
): Promise<void> {
  if (!one.assigneeId || one.assigneeId === before || one.assigneeId === by.userId) return
  const params = { who: by.name, name: one.name }
  const href = `/call-backs?open=${one.id}`
  await tellPeople(sql, [{ userId: one.assigneeId, kind: 'call_back_assigned', params, href }])
}

/** The row, locked, as it was read. @throws {AppError} not_found, conflict, invalid_state */
async function requireWaiting(
  sql: Sql,
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<StoredCallBack> {
  const one = await lockCallBack(sql, id, readerOf(principal, 'tickets.edit'))
  if (!one) throw missing()
  if (one.version !== version)
    throw new AppError('conflict', 'Somebody else changed this call-back in the meantime.')
  if (one.state !== 'waiting') throw new AppError('invalid_state', 'This call-back is over.')
  return one
}

export async function updateCallBackFields(
  principal: Principal,
  { callBack, ...key }: z.output<typeof updateCallBackInput>,
): Promise<void> {
  await inTransaction(async (sql) => {
    const one = await requireWaiting(sql, principal, key)
    const dueAt = new Date(callBack.dueAt)
    const moved = dueAt.getTime() !== one.dueAt.getTime()
    if (moved && dueAt.getTime() <= nowMs()) throw tooEarly()
    await requireRefs(sql, callBack)
    // A number that was shown covered comes back covered: the one that is kept stays.
    const phone = callBack.phone.startsWith('*') ? one.phone : callBack.phone
    await updateCallBack(sql, one.id, { ...one, ...callBack, phone, dueAt }, null)
    await note(sql, principal, one.id, 'changed', moved ? { dueAt: callBack.dueAt } : {})
    await tellAssignee(sql, principal, { ...callBack, id: one.id }, one.assigneeId)
  })
}

export async function endCallBack(
  principal: Principal,
  { result, note: said, dueAt, ...key }: z.output<typeof endCallBackInput>,
): Promise<void> {
  await inTransaction(async (sql) => {
    const one = await requireWaiting(sql, principal, key)
    if (dueAt && Date.parse(dueAt) <= nowMs()) throw tooEarly()
    const next = afterCall(result, dueAt ? new Date(dueAt) : null)
    const columns = { ...one, ...next, dueAt: next.dueAt ?? one.dueAt, result, tries: one.tries + 1 }
    await updateCallBack(sql, one.id, columns, next.state === 'done' ? now() : null)
    await note(sql, principal, one.id, 'called', {
      result,
      note: said,
      dueAt: next.dueAt?.toISOString() ?? null,
    })
  })
}

export async function cancelCallBack(
  principal: Principal,
  key: { id: string; version: number },
): Promise<void> {
  await inTransaction(async (sql) => {
    const one = await requireWaiting(sql, principal, key)
    await updateCallBack(sql, one.id, { ...one, state: 'cancelled' }, now())
    await note(sql, principal, one.id, 'cancelled', {})
  })
}

/** An hour of service from now; where it is shut, an hour after it opens. */
export async function suggestTime(groupId: string | null): Promise<{ at: string; open: boolean }> {
  const hours = await findHours(pool(), { groupId, conversationId: null })
  const calendar = hours && serviceHours.parse(hours)
  const at = nowMs()
  const open = calendar === null || isOpen(calendar, at)
  const from = open || calendar === null ? at : (nextOpening(calendar, at) ?? at)
  const dueMs = addServiceTime(calendar, from, 3_600_000) ?? at + 3_600_000
  const quarter = 15 * 60_000
  return { at: new Date(Math.ceil(dueMs / quarter) * quarter).toISOString(), open }
}
