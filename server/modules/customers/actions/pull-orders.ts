import { createHmac } from 'node:crypto'
import type { Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { callOut } from '@/server/platform/outbound-read'
import { unseal } from '@/server/platform/seal'
import { singleton } from '@/server/platform/singleton'
import type { OrderLine, OrderList } from '../contract'
import { afterAnswer, type Circuit, closed, mayAsk } from '../domain/circuit'
import { readShop } from '../domain/read-shop'
import { findShop, listKnownOrders } from '../store/shop'
import { requireCustomer } from './read-customers'

export const SHOP_PURPOSE = 'shop_connection'
const TIMEOUT_MS = 2_000
const MAX_BYTES = 256 * 1024
const KEPT_MS = 60_000
const MOST_KEPT = 5_000

type Kept = { at: number; orders: OrderLine[] }
type State = {
  /** Which settings what is kept belongs to. */
  version: number
  kept: Map<string, Kept>
  running: Map<string, Promise<Kept | null>>
  circuit: Circuit
}
const fresh = (version: number): State => ({
  ...{ version, kept: new Map(), running: new Map(), circuit: closed },
})
const holder = () => singleton('customers.shop', () => ({ state: fresh(0) }))

/** Everything that was read from the shop of one customer, or of all, is forgotten. */
export function forgetShop(): void {
  holder().state = fresh(0)
}

/**
 * What the shop told, and what it answers now. A shop that is slow, down or talks nonsense costs this one call
 * two seconds at most, and after a few failures nothing; the conversation never waits for it.
 * @throws {AppError} not_found
 */
export async function listOrders(principal: Principal, id: string): Promise<OrderList> {
  const customer = await requireCustomer(principal, id)
  const known = await listKnownOrders(pool(), customer.id)
  const shop = await findShop(pool())
  if (!shop?.enabled || !shop.secret || customer.externalId === null)
    return { orders: known, shop: 'off', asOf: null }
  const state = stateOf(shop.version)
  const secret = unseal(SHOP_PURPOSE, 'shop', shop.secret)
  const asked = secret === null ? null : await ask(state, { url: shop.url, secret }, customer.externalId)
  const last = asked ?? state.kept.get(customer.externalId)
  if (!last) return { orders: known, shop: 'failed', asOf: null }
  const own = new Set(last.orders.map(({ externalId }) => externalId))
  const orders = [...last.orders, ...known.filter(({ externalId }) => !own.has(externalId))]
  return { orders, shop: asked ? 'fresh' : 'stale', asOf: new Date(last.at).toISOString() }
}

/** Other settings, other answers. */
function stateOf(version: number): State {
  const kept = holder()
  if (kept.state.version !== version) kept.state = fresh(version)
  return kept.state
}

type Shop = { url: string; secret: string }

/** One question per customer at a time, however many look; null when there is no answer now. */
async function ask(state: State, shop: Shop, customer: string): Promise<Kept | null> {
  const kept = state.kept.get(customer)
  if (kept && nowMs() - kept.at < KEPT_MS) return kept
  const running = state.running.get(customer)
  if (running) return running
  if (!mayAsk(state.circuit, nowMs())) return null
  const asking = fetchOrders(shop, customer)
    .then((orders) => {
      state.circuit = afterAnswer(state.circuit, true, nowMs())
      if (state.kept.size >= MOST_KEPT) state.kept.clear()
      const answer = { at: nowMs(), orders }
      state.kept.set(customer, answer)
      return answer
    })
    .catch((err: unknown) => {
      state.circuit = afterAnswer(state.circuit, false, nowMs())
      log().warn({ err: String(err), failures: state.circuit.failures }, 'the shop did not answer')
      return null
    })
    .finally(() => state.running.delete(customer))
  state.running.set(customer, asking)
  return asking
}

/** Signed as webhooks are: hex HMAC-SHA256 of `timestamp.body`. */
export function signShop(secret: string, timestamp: number, body: string): string {
  const v1 = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return `t=${timestamp},v1=${v1}`
}

async function fetchOrders({ url, secret }: Shop, customer: string): Promise<OrderLine[]> {
  const body = JSON.stringify({ customer })
  const { status, contentType, bytes } = await callOut({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'switchyard-signature': signShop(secret, Math.floor(nowMs() / 1_000), body),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    allowInside: env().webhookPrivate,
  })
  if (status !== 200) throw new Error(`answered ${status}`)
  if (!/^application\/([a-z.+-]+\+)?json\b/i.test(contentType))
    throw new Error(`answered ${contentType || 'no kind'}`)
  const orders = readShop(bytes.toString('utf8'))
  if (!orders) throw new Error('answered something else than orders')
  return orders
}
