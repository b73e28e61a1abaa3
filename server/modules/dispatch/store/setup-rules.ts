import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { RuleConditions } from '../contract'

export type RuleInput = {
  name: string
  conditions: RuleConditions
  groupId: string
  priorityBoost: number
}

export async function findRuleByName(tx: Db, name: string): Promise<{ id: string } | null> {
  return tx.routingRule.findFirst({ where: { name }, select: { id: true }, orderBy: { position: 'asc' } })
}

export async function ruleGroupExists(tx: Db, id: string): Promise<boolean> {
  return (await tx.skillGroup.count({ where: { id } })) > 0
}

/** Behind all others, so that it takes nothing from a rule that was there before. */
export async function insertRule(tx: Db, rule: RuleInput): Promise<{ id: string; position: number }> {
  const last = await tx.routingRule.aggregate({ _max: { position: true } })
  const position = (last._max.position ?? 0) + 1
  return tx.routingRule.create({
    data: { id: newId(), position, ...rule },
    select: { id: true, position: true },
  })
}
