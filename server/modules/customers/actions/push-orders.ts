import { z } from 'zod'
import { saveOrderWithin } from '@/server/modules/conversations'
import { type OrderInput, orderInput } from '@/server/modules/conversations/contract'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { PushedOrders, PushOrders } from '../contract'

const row = orderInput.extend({ externalId: z.string().trim().min(1).max(64) })
type Result = PushedOrders['results'][number]
type Read = { externalId: string; order: OrderInput } | Result

const isRefused = (one: Read): one is Result => 'outcome' in one

function read(given: unknown): Read {
  const parsed = row.safeParse(given)
  if (parsed.success) {
    const { externalId, ...order } = parsed.data
    return { externalId, order }
  }
  const named = z.object({ externalId: z.string().max(200) }).safeParse(given)
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { externalId: named.data?.externalId ?? null, outcome: 'refused', fields }
}

class Undo extends Error {}

/** What the shop tells of many orders; each row says what became of it. */
export async function pushOrders({ atomic, orders }: PushOrders): Promise<PushedOrders> {
  const rows = refuseTwice(orders.map(read))
  const results = atomic ? await storeAll(rows) : await storeEach(rows)
  const stored = results.filter(({ outcome }) => outcome === 'created' || outcome === 'updated').length
  return { stored, results }
}

/** One order told twice in one call: nobody knows which of them holds. */
function refuseTwice(rows: Read[]): Read[] {
  const seen = new Set<string>()
  return rows.map((one) => {
    if (isRefused(one)) return one
    if (!seen.has(one.externalId)) {
      seen.add(one.externalId)
      return one
    }
    const fields = [{ path: 'externalId', message: 'stands in this call twice' }]
    return { externalId: one.externalId, outcome: 'refused', fields }
  })
}

const refusalOf = (externalId: string, error: unknown): Result => {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
  return { externalId, outcome: 'refused', fields: error.fields ?? [] }
}

async function storeEach(rows: readonly Read[]): Promise<Result[]> {
  const results: Result[] = []
  for (const one of rows) {
    if (isRefused(one)) results.push(one)
    else results.push(await storeOne(one))
  }
  return results
}

async function storeOne({ externalId, order }: Exclude<Read, Result>): Promise<Result> {
  try {
    const { created } = await inTransaction((sql) => saveOrderWithin(sql, externalId, order))
    return { externalId, outcome: created ? 'created' : 'updated' }
  } catch (error) {
    return refusalOf(externalId, error)
  }
}

/** In the order of their ids, so that two calls at once do not wait for each other. */
async function storeAll(rows: readonly Read[]): Promise<Result[]> {
  const results = new Map<Read, Result>()
  for (const one of rows) if (isRefused(one)) results.set(one, one)
  const fine = rows.filter((one): one is Exclude<Read, Result> => !isRefused(one))
  await inTransaction(async (sql) => {
    for (const one of fine.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))) {
      const { externalId, order } = one
      const result = await saveOrderWithin(sql, externalId, order).then(
        ({ created }): Result => ({ externalId, outcome: created ? 'created' : 'updated' }),
        (error: unknown) => refusalOf(externalId, error),
      )
      results.set(one, result)
    }
    if ([...results.values()].some(({ outcome }) => outcome === 'refused')) throw new Undo()
  }).catch((error) => {
    if (!(error instanceof Undo)) throw error
    for (const one of fine)
      if (results.get(one)?.outcome !== 'refused')
        results.set(one, { externalId: one.externalId, outcome: 'skipped' })
  })
  return rows.map((one) => results.get(one) as Result)
}
