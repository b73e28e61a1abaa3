import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { type RuleSettings, ruleConditions } from '../contract'

export type StoredRule = RuleSettings & { id: string; position: number; version: number; groupName: string }

/** In their order. */
export async function listStoredRules(tx: Db): Promise<StoredRule[]> {
  const rows = await tx.routingRule.findMany({
    include: { group: { select: { name: true } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ group, conditions, ...row }) => ({
    ...row,
    conditions: ruleConditions.parse(conditions),
    groupName: group.name,
  }))
}

/** Makes the rule, or writes over it and raises its version. */
export async function putRule(
  tx: Db,
  id: string | null,
  { conditions, ...rule }: RuleSettings,
  position: number,
): Promise<string> {
  if (id !== null) {
    await tx.routingRule.update({
      where: { id },
      data: { ...rule, conditions, version: { increment: 1 } },
    })
    return id
  }
  return insertRuleAt(tx, newId(), { conditions, ...rule }, position)
}

export async function insertRuleAt(
  tx: Db,
  id: string,
  { conditions, name, enabled, groupId, priorityBoost }: RuleSettings,
  position: number,
): Promise<string> {
  await tx.$executeRaw`update routing_rules set position = position + 1 where position >= ${position}`
  await tx.routingRule.create({
    data: { id, name, enabled, groupId, priorityBoost, conditions, position },
  })
  return id
}

/** Rules get the places 1 to n in this order; the constraint looks when the transaction ends. */
export async function putOrder(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update routing_rules r set position = o.place
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, place) where r.id = o.id and r.position <> o.place`
}

export async function removeRule(tx: Db, id: string): Promise<void> {
  await tx.routingRule.delete({ where: { id } })
}

export type KnownNames = {
  groups: { id: string; name: string; disabled: boolean; paused: boolean }[]
  channels: { id: string; name: string; disabled: boolean }[]
  categories: { id: string; name: string; parentId: string | null; disabled: boolean }[]
}

/** Everything that a rule can name, as far as checks and warnings need it. */
export async function listKnownNames(tx: Db): Promise<KnownNames> {
  const [groups, channels, categories] = [
    await tx.skillGroup.findMany({ select: { id: true, name: true, disabledAt: true, intakePaused: true } }),
    await tx.channel.findMany({ select: { id: true, name: true, disabledAt: true } }),
    await tx.category.findMany({ select: { id: true, names: true, parentId: true, disabledAt: true } }),
  ]
  return {
    groups: groups.map(({ id, name, disabledAt, intakePaused }) => ({
      ...{ id, name, disabled: disabledAt !== null, paused: intakePaused },
    })),
    channels: channels.map(({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null })),
    categories: categories.map(({ disabledAt, names, ...row }) => ({
      ...{ ...row, name: Object.values(names as Record<string, string>)[0] ?? '' },
      disabled: disabledAt !== null,
    })),
  }
}
