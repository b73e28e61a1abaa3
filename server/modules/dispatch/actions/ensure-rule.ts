import type { Principal } from '@/server/access'
import { lockSetup, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { findRuleByName, insertRule, type RuleInput, ruleGroupExists } from '../store/setup-rules'

/**
 * The routing rule of this name; made as the last one when there is none, left as it is otherwise.
 * @throws {AppError} invalid_input for an unknown group
 */
export async function ensureRule(
  principal: Principal,
  input: RuleInput,
): Promise<{ id: string; created: boolean }> {
  const { rule, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    const known = await findRuleByName(tx, input.name)
    if (known) return { rule: { id: known.id, created: false }, version: null }
    if (!(await ruleGroupExists(tx, input.groupId))) {
      throw new AppError('invalid_input', 'The group does not exist.', {
        fields: [{ path: 'groupId', message: 'unknown group' }],
      })
    }
    const { id, position } = await insertRule(tx, input)
    await recordAudit(tx, {
      actor: principal,
      action: 'created',
      entity: 'routing_rule',
      entityId: id,
      label: input.name,
      after: { ...input, position },
    })
    return { rule: { id, created: true }, version: await raiseConfigVersion(tx) }
  })
  if (version !== null) emitSignal('config_changed', { version })
  return rule
}
