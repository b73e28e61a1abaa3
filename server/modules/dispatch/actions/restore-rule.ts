import { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type RuleSettings, ruleSettings } from '../contract'
import { insertRuleAt, listKnownNames, putRule, type StoredRule } from '../store/routing-rules'
import { changeRouting, recordRule, refuseFaults } from './change-routing'

const kept = ruleSettings.extend({ position: z.int() })

/**
 * Puts a rule back to what it was before an entry of the audit log; one that was deleted is made again under
 * its id, at its place. Channels and categories that are gone are left out and counted.
 * @throws {AppError} not_found, invalid_input when its group is gone, duplicate
 */
export async function restoreRule(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const before = kept.safeParse(entry?.before)
  if (entry?.entity !== 'routing_rule' || !before.success) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  const { position, ...wanted } = before.data
  const id = entry.entityId
  return changeRouting(principal, async (tx, rules) => {
    const current: StoredRule | null = rules.find((rule) => rule.id === id) ?? null
    const { rule, leftOut } = await withoutWhatIsGone(tx, wanted)
    await refuseFaults(tx, rule, current, rules)
    if (current) await putRule(tx, id, rule, current.position)
    else await insertRuleAt(tx, id, rule, Math.max(1, position))
    await recordRule(tx, principal, 'restored', id, current)
    return { id, leftOut }
  })
}

async function withoutWhatIsGone(
  tx: Db,
  rule: RuleSettings,
): Promise<{ rule: RuleSettings; leftOut: number }> {
  const { channels, categories } = await listKnownNames(tx)
  let leftOut = 0
  const conditions = { ...rule.conditions }
  for (const [key, known] of [['channelIds', channels] as const, ['categoryIds', categories] as const]) {
    const present = conditions[key]?.filter((id) => known.some((one) => one.id === id))
    leftOut += (conditions[key]?.length ?? 0) - (present?.length ?? 0)
    if (present) conditions[key] = present
  }
  // A condition that lost all it named would let everybody through: better asleep until a person looks.
  const emptied = (['channelIds', 'categoryIds'] as const).some(
    (key) => (rule.conditions[key]?.length ?? 0) > 0 && conditions[key]?.length === 0,
  )
  return { rule: { ...rule, conditions, enabled: rule.enabled && !emptied }, leftOut }
}
