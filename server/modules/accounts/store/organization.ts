import { builtInRoles, roleKeys } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { type OrganizationFacts, type OrganizationSettings, storedOrganizationSettings } from '../contract'

/**
 * Everything that dispatch reads has one version; whoever changes some of it raises the version in the same
 * transaction, and emits `config_changed` with it after the commit.
 */
export async function raiseConfigVersion(tx: Db): Promise<number> {
  const row = await tx.organization.update({
    where: { id: 1 },
    data: { configVersion: { increment: 1 } },
    select: { configVersion: true },
  })
  return row.configVersion
}

/** "Make it unless it is there" calls go one after the other, so that two at once make it once. */
export async function lockSetup(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('setup', 0))`
}

export async function hasOrganization(tx: Db): Promise<boolean> {
  return (await tx.organization.count()) > 0
}

export async function insertOrganization(
  tx: Db,
  row: { name: string; timeZone: string; createdAt: Date },
): Promise<void> {
  await tx.organization.create({ data: { id: 1, ...row } })
}

/** The roles of the product; those already there keep what they are. */
export async function ensureBuiltInRoles(tx: Db): Promise<void> {
  await tx.role.createMany({
    data: roleKeys.map((key) => ({ id: newId(), key, builtIn: true, ...builtInRoles[key] })),
    skipDuplicates: true,
  })
}

/**
 * What is stored and fits no more counts as not set, so that one bad key stops nobody.
 * `held`: nobody else changes them until the transaction ends.
 */
export async function readOrganizationSettings(tx: Db, held = false): Promise<OrganizationSettings> {
  if (held) await tx.$queryRaw`select 1 from organization where id = 1 for no key update`
  const row = await tx.organization.findUnique({ where: { id: 1 }, select: { settings: true } })
  return storedOrganizationSettings.parse(row?.settings ?? {})
}

/** Writes these keys over those stored; the others stay. Read them held before. */
export async function changeOrganizationSettings(
  tx: Db,
  changes: Partial<OrganizationSettings>,
): Promise<void> {
  await tx.$executeRaw`update organization set settings = settings || ${JSON.stringify(changes)}::jsonb where id = 1`
}

export async function findOrganization(
  tx: Db,
): Promise<{ name: string; defaultLanguage: string; timeZone: string } | null> {
  const select = { name: true, defaultLanguage: true, timeZone: true }
  return tx.organization.findUnique({ where: { id: 1 }, select })
}

export async function readOrganizationFacts(tx: Db): Promise<OrganizationFacts> {
  const row = await tx.organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, timeZone: true, defaultLanguage: true },
  })
  return { ...row, defaultLanguage: row.defaultLanguage === 'zh' ? 'zh' : 'en' }
}

export async function writeOrganizationFacts(tx: Db, facts: OrganizationFacts): Promise<void> {
  await tx.organization.update({ where: { id: 1 }, data: facts })
}
