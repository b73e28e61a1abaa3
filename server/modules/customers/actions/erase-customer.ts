import { z } from 'zod'
import type { Principal } from '@/server/access'
import { forgetAttachments } from '@/server/events/store/directory'
import { eraseSubjectsFromAudit } from '@/server/modules/accounts'
import { applyEvent, eraseContents, findBrief, removeFiles } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import type { EraseEffect, ErasureView, eraseInput } from '../contract'
import * as store from '../store/erase'
import { eraseTickets } from '../store/erase-tickets'
import { auditCustomer } from './change-customers'
import { forgetShop } from './pull-orders'
import { requireCustomer } from './read-customers'

export const ERASE_TASK = 'customer_erasure'
/** Small enough that nobody waits for the locks of a batch. */
const BATCH = 50
const LOOK_MS = 30_000

export async function previewErasure(
  principal: Principal,
  id: string,
): Promise<{ effect: EraseEffect; waiting: ErasureView | null }> {
  const customer = await requireCustomer(principal, id, 'customers.erase')
  const last = await store.findErasureOf(pool(), customer.id)
  return {
    effect: await store.countErasure(pool(), customer.id),
    waiting: last && last.doneAt === null ? last : null,
  }
}

/**
 * Erases a customer everywhere, for good; it is a durable job and begins at once, or when the last of their
 * conversations has ended. @throws {AppError} not_found, invalid_input when the name is not theirs
 */
export async function askErasure(
  principal: Principal,
  { id, name, endOpen }: z.output<typeof eraseInput>,
): Promise<{ waits: boolean }> {
  const customer = await requireCustomer(principal, id, 'customers.erase')
  if (customer.name.trim() !== name) {
    throw new AppError('invalid_input', 'This is not the name of the customer.', {
      fields: [{ path: 'name', message: 'another name', code: 'name_differs' }],
    })
  }
  const erasureId = newId()
  await inTransaction(async (sql) => {
    const asked = { askedBy: principal.userId, askedName: principal.name }
    const made = await store.insertErasure(sql, {
      ...{ id: erasureId, customerId: customer.id, endOpen, ...asked, at: now() },
    })
    if (!made) throw new AppError('conflict', 'This customer is being erased already.')
    await auditCustomer(sql, principal, 'erasure_asked', {
      id: customer.id,
      label: '',
      before: null,
      after: null,
    })
  })
  const open = await store.listOpen(pool(), customer.id)
  await beginReady()
  return { waits: open.length > 0 && !endOpen }
}

/** As long as nothing was taken. @throws {AppError} invalid_state */
export async function cancelErasure(principal: Principal, id: string): Promise<void> {
  const customer = await requireCustomer(principal, id, 'customers.erase')
  await inTransaction(async (sql) => {
    if (!(await store.cancelErasure(sql, customer.id)))
      throw new AppError('invalid_state', 'The erasure has begun; it cannot be stopped.')
    const about = { id: customer.id, label: '', before: null, after: null }
    await auditCustomer(sql, principal, 'erasure_cancelled', about)
  })
}

/** Whatever may begin gets its job; one that was lost comes again. */
async function beginReady(): Promise<void> {
  for (const id of await store.listReady(pool()))
    await inTransaction((sql) =>
      addJob(sql, { task: ERASE_TASK, payload: { id }, key: `${ERASE_TASK}:${id}` }),
    )
}

export function startErasures(): () => void {
  const timer = setInterval(() => {
    round('erasures', LOOK_MS, beginReady).catch((err) =>
      log().warn({ err: String(err) }, 'erasures could not begin'),
    )
  }, LOOK_MS)
  return () => clearInterval(timer)
}

const payloadShape = z.object({ id: z.uuid() })

/** May begin twice: each step finds what the one before has left. */
export const eraseCustomer: Task = async (payload) => {
  const erasure = await store.findErasure(pool(), payloadShape.parse(payload).id)
  if (!erasure) return
  const open = await store.listOpen(pool(), erasure.customerId)
  if (open.length > 0 && !erasure.endOpen) return
  for (const id of open) await endNow(id)
  await shutOut(erasure.customerId)
  await eraseConversations(erasure)
  await erasePerson(erasure)
}

/** From here on the customer's tokens open nothing, so nothing new comes while the old is taken. */
async function shutOut(customerId: string): Promise<void> {
  await inTransaction(async (sql) => {
    const person = await store.lockPerson(sql, customerId)
    // Somebody who wrote again meanwhile has a conversation that must end first: the job comes again.
    if ((await store.listOpen(sql, customerId)).length > 0)
      throw new Error('a conversation was opened meanwhile')
    if (person) await store.markErased(sql, person.ids, now())
  })
}

async function endNow(conversationId: string): Promise<void> {
  const brief = await findBrief(pool(), conversationId)
  const type = brief?.status === 'queued' ? 'supervisor_ended' : 'customer_ended'
  await applyEvent({ conversationId, event: { type }, by: 'system', reason: 'erased' }).catch((error) => {
    // Somebody else was faster.
    if (!(error instanceof AppError && error.code === 'conversation_ended')) throw error
  })
}

async function eraseConversations({ id, customerId }: store.Erasure): Promise<void> {
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    const { ids, files } = await inTransaction(async (sql) => {
      const ids = await store.lockWithWords(sql, customerId, from, BATCH)
      if (ids.length === 0) return { ids, files: [] }
      const messages = await store.countMessages(sql, ids)
      const files = await eraseContents(sql, ids, now())
      await store.eraseAround(sql, ids)
      await store.addToErasure(sql, id, { conversations: ids.length, messages, files: files.length })
      return { ids, files }
    })
    forgetAttachments(files)
    await removeFiles(files)
    if (ids.length < BATCH) return
    after = ids.at(-1) ?? null
  }
}

async function erasePerson({ id, customerId, askedBy, askedName }: store.Erasure): Promise<void> {
  const person = await inTransaction((sql) => store.lockPerson(sql, customerId))
  if (!person) return
  await eraseSubjectsFromAudit(person.ids, person.texts)
  const files = await inTransaction(async (sql: Sql) => {
    const now_ = now()
    const unsent = await store.deleteUnsent(sql, person.ids)
    const ofTickets = await eraseTickets(sql, person.ids)
    await store.erasePerson(sql, person.ids)
    await store.endErasure(sql, id, now_)
    const actor = askedBy ? ({ userId: askedBy, name: askedName } as Principal) : null
    await auditCustomer(sql, actor, 'erased', { id: customerId, label: '', before: null, after: null })
    return [...unsent, ...ofTickets]
  })
  await removeFiles(files)
  forgetShop()
}
