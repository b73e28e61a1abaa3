import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import type { createRuleInput, deleteRuleInput, setRuleEnabledInput, updateRuleInput } from '../contract'
import { listStoredRules, putOrder, putRule, removeRule } from '../store/routing-rules'
import { changeRouting, recordRule, refuseFaults, requireRule } from './change-routing'

/** Behind the rule named, else as the last one. @throws {AppError} invalid_input, duplicate, not_found */
export function createRule(
  principal: Principal,
  { rule, afterId }: z.output<typeof createRuleInput>,
): Promise<{ id: string }> {
  return changeRouting(principal, async (tx, rules) => {
    await refuseFaults(tx, rule, null, rules)
    const before = rules.find(({ id }) => id === afterId)
    if (afterId !== null && !before) throw new AppError('not_found', 'There is no such rule.')
    const position = (before ?? rules.at(-1))?.position ?? 0
    const id = await putRule(tx, null, rule, position + 1)
    await recordRule(tx, principal, 'created', id, null)
    return { id }
  })
}

/** @throws {AppError} conflict, invalid_input, duplicate, not_found */
export async function updateRule(
  principal: Principal,
  { id, version, rule }: z.output<typeof updateRuleInput>,
): Promise<void> {
  await changeRouting(principal, async (tx, rules) => {
    const before = requireRule(rules, id, version)
    await refuseFaults(tx, rule, before, rules)
    await putRule(tx, id, rule, before.position)
    await recordRule(tx, principal, 'updated', id, before)
  })
}

/** @throws {AppError} conflict, not_found */
export async function setRuleEnabled(
  principal: Principal,
  { id, version, enabled }: z.output<typeof setRuleEnabledInput>,
): Promise<void> {
  await changeRouting(principal, async (tx, rules) => {
    const { groupName: _, position, version: __, id: ___, ...rule } = requireRule(rules, id, version)
    await putRule(tx, id, { ...rule, enabled }, position)
    const before = rules.find((one) => one.id === id) ?? null
    await recordRule(tx, principal, enabled ? 'enabled' : 'disabled', id, before)
  })
}

/** Can be restored from the audit log, at its place. @throws {AppError} conflict, not_found */
export async function deleteRule(
  principal: Principal,
  { id, version }: z.output<typeof deleteRuleInput>,
): Promise<void> {
  await changeRouting(principal, async (tx, rules) => {
    const before = requireRule(rules, id, version)
    await removeRule(tx, id)
    await putOrder(
      tx,
      (await listStoredRules(tx)).map((rule) => rule.id),
    )
    await recordRule(tx, principal, 'deleted', id, before)
  })
}
