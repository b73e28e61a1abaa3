import type { Principal } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import type { RuleSettings } from '../contract'
import { listStoredRules, putOrder, putRule, removeRule } from '../store/routing-rules'
import { recordRule, refuseFaults } from './change-routing'

/** Routing rules as a file wants them, in the caller's transaction; new ones come last until they are placed. */
export async function transferRule(
  tx: Db,
  principal: Principal,
  { name, next }: { name: string; next: RuleSettings },
): Promise<void> {
  const rules = await listStoredRules(tx)
  const before = rules.find((rule) => rule.name.toLowerCase() === name.toLowerCase()) ?? null
  await refuseFaults(tx, next, before, rules)
  const position = before?.position ?? (rules.at(-1)?.position ?? 0) + 1
  const id = await putRule(tx, before?.id ?? null, next, position)
  await recordRule(tx, principal, 'applied', id, before)
}

export async function retireRule(tx: Db, principal: Principal, name: string): Promise<void> {
  const before = (await listStoredRules(tx)).find((rule) => rule.name.toLowerCase() === name.toLowerCase())
  if (!before) return
  await removeRule(tx, before.id)
  await recordRule(tx, principal, 'deleted', before.id, before)
}

/** These first, in this order; the others behind them, as they stood. */
export async function placeRules(tx: Db, names: readonly string[]): Promise<void> {
  const rules = await listStoredRules(tx)
  const wanted = names.map((name) => name.toLowerCase())
  const rank = ({ name }: { name: string }) => {
    const found = wanted.indexOf(name.toLowerCase())
    return found < 0 ? wanted.length : found
  }
  const order = [...rules].sort((a, b) => rank(a) - rank(b) || a.position - b.position)
  await putOrder(
    tx,
    order.map(({ id }) => id),
  )
}
