import type { Db } from '@/server/platform/db/prisma'

/** Every row that the configuration is made of, as stored. */
export async function readRows(db: Db) {
  return {
    organization: await db.organization.findUniqueOrThrow({ where: { id: 1 } }),
    roles: await db.role.findMany(),
    calendars: await db.calendar.findMany(),
    users: await db.user.findMany({
      select: {
        id: true,
        email: true,
        name: true,
        disabledAt: true,
        roles: { select: { role: { select: { key: true } } } },
      },
    }),
    agents: await db.agent.findMany({
      select: {
        id: true,
        publicName: true,
        languages: true,
        capacity: true,
        ramp: true,
        windowLimit: true,
        windowSeconds: true,
        enabled: true,
      },
    }),
    groups: await db.skillGroup.findMany({ include: { members: true } }),
    categories: await db.category.findMany({ where: { mergedIntoId: null }, orderBy: inPlace }),
    wrapUps: await db.wrapUp.findMany({ where: { mergedIntoId: null }, orderBy: inPlace }),
    channels: await db.channel.findMany({ omit: { identitySecret: true, identitySecretOld: true } }),
    rules: await db.routingRule.findMany({ orderBy: inPlace }),
    busyReasons: await db.busyReason.findMany({ orderBy: inPlace }),
    quickReplies: await db.quickReply.findMany({ where: { scope: { not: 'own' } } }),
    macros: await db.macro.findMany({ where: { scope: { not: 'own' } } }),
    alarmRules: await db.alarmRule.findMany(),
    shiftTemplates: await db.shiftTemplate.findMany({ orderBy: inPlace }),
    rotations: await db.rotation.findMany({ include: { members: true } }),
    targets: await db.coverageTarget.findMany(),
  }
}

const inPlace = [{ position: 'asc' as const }, { id: 'asc' as const }]

export type Rows = Awaited<ReturnType<typeof readRows>>
export type Ref = { id: string; version: number }

/**
 * Nobody else changes the configuration until the transaction ends. Reading goes on, and so does serving:
 * rows that it writes (agents, members, uses of replies) are not held here.
 */
export async function holdConfiguration(tx: Db): Promise<void> {
  await tx.$executeRaw`lock table organization, roles, calendars, skill_groups, categories, wrap_ups, channels,
    routing_rules, busy_reasons, alarm_rules, shift_templates, rotations, rotation_members, coverage_targets in share row exclusive mode`
}

export async function setSavepoint(tx: Db): Promise<void> {
  await tx.$executeRaw`savepoint record`
}

export async function undoToSavepoint(tx: Db): Promise<void> {
  await tx.$executeRaw`rollback to savepoint record`
}

export async function readOrganization(db: Db) {
  const row = await db.organization.findUniqueOrThrow({ where: { id: 1 } })
  const language = row.defaultLanguage === 'zh' ? ('zh' as const) : ('en' as const)
  return { name: row.name, timeZone: row.timeZone, language }
}

export async function putQualityMode(tx: Db, id: string, qualityMode: 'manual' | 'computed'): Promise<void> {
  await tx.skillGroup.update({ where: { id }, data: { qualityMode, version: { increment: 1 } } })
}
