import { type Principal, scopeOf } from '@/server/access'
import { lockSetup, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { RuleSettings } from '../contract'
import { checkRule } from '../domain/check-rule'
import { listKnownNames, listStoredRules, type StoredRule } from '../store/routing-rules'

/**
 * Changes of routing go one after the other: their order and their names are judged over all rules. The
 * version of the configuration rises in the same transaction, and dispatch is woken after the commit.
 */
export async function changeRouting<T>(
  principal: Principal,
  change: (tx: Db, rules: StoredRule[]) => Promise<T>,
): Promise<T> {
  // Rules stand in no group: whoever may write only for some groups would move everybody's customers.
  if (scopeOf(principal, 'routing.write') !== 'all') {
    throw new AppError('forbidden', 'You may not change routing.')
  }
  const { result, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    const made = await change(tx, await listStoredRules(tx))
    return { result: made, version: await raiseConfigVersion(tx) }
  })
  emitSignal('config_changed', { version })
  return result
}

/** @throws {AppError} not_found; conflict, with the rule as it is now, when `version` is no longer the newest */
export function requireRule(rules: StoredRule[], id: string, version: number): StoredRule {
  const rule = rules.find((one) => one.id === id)
  if (!rule) throw new AppError('not_found', 'There is no such rule.')
  if (rule.version !== version) {
    throw new AppError('conflict', 'Somebody else changed this rule in the meantime.', {
      data: { current: rule },
    })
  }
  return rule
}

/** @throws {AppError} invalid_input, duplicate */
export async function refuseFaults(
  tx: Db,
  next: RuleSettings,
  before: StoredRule | null,
  rules: StoredRule[],
): Promise<void> {
  const others = rules.filter((rule) => rule.id !== before?.id).map(({ name }) => name)
  const faults = checkRule(next, before, others, await listKnownNames(tx))
  if (faults.length === 0) return
  const taken = faults.every(({ code }) => code === 'rule_name_taken')
  throw new AppError(taken ? 'duplicate' : 'invalid_input', faults[0]?.message ?? '', { fields: faults })
}

/** What the audit log keeps: the settings and the place, with the name that the group had. */
function snapshotOf(rule: StoredRule | undefined): object | null {
  if (!rule) return null
  const { name, enabled, conditions, groupId, groupName, priorityBoost, position } = rule
  return { name, enabled, conditions, groupId, groupName, priorityBoost, position }
}

export async function recordRule(
  tx: Db,
  principal: Principal,
  action: 'created' | 'updated' | 'enabled' | 'disabled' | 'deleted' | 'restored' | 'applied',
  id: string,
  before: StoredRule | null,
): Promise<void> {
  const after = (await listStoredRules(tx)).find((rule) => rule.id === id)
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: 'routing_rule', entityId: id },
    label: after?.name ?? before?.name ?? '',
    before: snapshotOf(before ?? undefined),
    after: snapshotOf(after),
  })
}
