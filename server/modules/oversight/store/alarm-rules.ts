import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import { type AlarmRuleSettings, type AlarmRuleView, alarmReceivers, alarmScope } from '../contract'

type Row = Prisma.AlarmRuleGetPayload<object>

export const settingsOf = (row: Row): AlarmRuleSettings => ({
  name: row.name,
  kind: row.kind as AlarmRuleSettings['kind'],
  level: row.level as AlarmRuleSettings['level'],
  threshold: row.threshold,
  scope: alarmScope.parse(row.scope),
  receivers: alarmReceivers.parse(row.receivers),
  repeatSeconds: row.repeatSeconds,
  webhookUrl: row.webhookUrl,
  enabled: row.enabled,
})

export async function listRules(): Promise<AlarmRuleView[]> {
  const rows = await prisma().alarmRule.findMany({
    orderBy: [{ kind: 'asc' }, { level: 'desc' }, { createdAt: 'asc' }],
    include: { _count: { select: { alarms: { where: { resolvedAt: null } } } } },
  })
  return rows.map((row) => ({
    ...settingsOf(row),
    id: row.id,
    version: row.version,
    open: row._count.alarms,
  }))
}

export async function lockRule(tx: Db, id: string): Promise<Row | null> {
  await tx.$queryRaw`select 1 from alarm_rules where id = ${id}::uuid for update`
  return tx.alarmRule.findUnique({ where: { id } })
}

export async function insertRule(tx: Db, id: string, rule: AlarmRuleSettings, at: Date): Promise<void> {
  await tx.alarmRule.create({ data: { id, ...rule, createdAt: at } })
}

export async function updateRule(tx: Db, id: string, rule: AlarmRuleSettings): Promise<void> {
  await tx.alarmRule.update({ where: { id }, data: { ...rule, version: { increment: 1 } } })
}

export async function deleteRule(tx: Db, id: string): Promise<void> {
  await tx.alarmRule.delete({ where: { id } })
}

/** What a rule can be about and whom it can tell. */
export async function listRuleChoices() {
  const [groups, channels, roles, users] = await Promise.all([
    prisma().skillGroup.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    prisma().channel.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    prisma().role.findMany({ select: { key: true, name: true, builtIn: true }, orderBy: { name: 'asc' } }),
    prisma().user.findMany({
      select: { id: true, name: true },
      where: { disabledAt: null },
      orderBy: { name: 'asc' },
      take: 1_000,
    }),
  ])
  return { groups, channels, roles, users }
}
