import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { AppError } from '@/server/platform/errors'
import type { reorderRulesInput } from '../contract'
import { putOrder, type StoredRule } from '../store/routing-rules'
import { changeRouting } from './change-routing'

const asKept = (ids: readonly string[], rules: StoredRule[]) => ({
  order: ids.map((id) => ({ id, name: rules.find((rule) => rule.id === id)?.name ?? '' })),
})

/** The whole order at once. @throws {AppError} conflict when it is no longer the one that was seen */
export async function reorderRules(
  principal: Principal,
  { seen, order }: z.output<typeof reorderRulesInput>,
): Promise<void> {
  await changeRouting(principal, async (tx, rules) => {
    const now = rules.map(({ id }) => id)
    if (JSON.stringify(now) !== JSON.stringify(seen)) {
      throw new AppError('conflict', 'Somebody else changed the order in the meantime.', {
        data: { current: now },
      })
    }
    if (JSON.stringify([...order].sort()) !== JSON.stringify([...now].sort())) {
      throw new AppError('invalid_input', 'The new order must name every rule once.', {
        fields: [{ path: 'order', message: 'every rule once' }],
      })
    }
    await putOrder(tx, order)
    await recordAudit(tx, {
      ...{ actor: principal, action: 'reordered', entity: 'routing_order', entityId: 'rules', label: '' },
      before: asKept(now, rules),
      after: asKept(order, rules),
    })
  })
}
