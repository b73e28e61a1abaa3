import { literal } from '@/server/platform/db/literal'
import { type Db, Prisma } from '@/server/platform/db/prisma'
import {
  type ChannelConfiguration,
  type ChannelSnapshot,
  channelInput,
  type IdentityState,
} from '../contract'

/** A channel as it stands, for a change to start from. */
export type StoredChannel = {
  id: string
  version: number
  disabled: boolean
  publicKey: string
  publicKeyOld: string | null
  identity: IdentityState
  settings: ChannelConfiguration
  snapshot: ChannelSnapshot
}

/** Several at once, in one order for everybody. */
export async function lockChannels(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`select 1 from channels where id = any(${[...ids]}::uuid[]) order by id for no key update`
}

/** By id. */
export async function listStoredChannels(
  tx: Db,
  ids: readonly string[],
): Promise<Map<string, StoredChannel>> {
  const rows = await tx.channel.findMany({ where: { id: { in: [...ids] } }, include: parts })
  return new Map(rows.map((row) => [row.id, toStored(row)]))
}

/** The present key becomes the older of two; what was older is given up. */
export async function rotatePublicKey(tx: Db, id: string, publicKey: string): Promise<void> {
  await tx.$executeRaw`
    update channels set public_key_old = public_key, public_key = ${publicKey}, version = version + 1
    where id = ${id}::uuid`
}

export async function dropOldKey(tx: Db, id: string): Promise<void> {
  await tx.channel.update({ where: { id }, data: { publicKeyOld: null, version: { increment: 1 } } })
}

/** Holds the row until the transaction ends; conversations go on referring to it meanwhile. */
export async function lockChannel(tx: Db, id: string): Promise<void> {
  await tx.$queryRaw`select 1 from channels where id = ${id}::uuid for no key update`
}

const parts = {
  defaultGroup: { select: { name: true } },
  calendar: { select: { name: true } },
}
type Row = Prisma.ChannelGetPayload<{ include: typeof parts }>

export async function findStoredChannel(tx: Db, id: string): Promise<StoredChannel | null> {
  const row = await tx.channel.findUnique({ where: { id }, include: parts })
  return row && toStored(row)
}

function toStored(row: Row): StoredChannel {
  const { name, kind, language, siteIds, projectTypes, allowedOrigins, color, greeting } = row
  const { calendarId, defaultGroupId, identityForced, confirmClosing, settings: kept, thresholds } = row
  const settings = channelInput.parse({
    ...{ name, kind, language, siteIds, projectTypes, allowedOrigins, color, greeting },
    ...{ calendarId, defaultGroupId, identityForced, confirmClosing, settings: kept, thresholds },
  })
  const disabled = row.disabledAt !== null
  const secrets = [row.identitySecret, row.identitySecretOld].filter((secret) => secret !== null).length
  return {
    ...{ id: row.id, version: row.version, disabled, publicKey: row.publicKey, settings },
    publicKeyOld: row.publicKeyOld,
    identity: {
      secrets: secrets as IdentityState['secrets'],
      rotatedAt: row.identityRotatedAt?.toISOString() ?? null,
    },
    snapshot: {
      ...settings,
      disabled,
      secrets,
      groupName: row.defaultGroup.name,
      calendarName: row.calendar?.name ?? null,
    },
  }
}

export async function insertChannelRow(
  tx: Db,
  id: string,
  publicKey: string,
  settings: ChannelConfiguration,
): Promise<void> {
  await tx.channel.create({ data: { id, publicKey, ...settings } })
}

export async function updateChannelRow(
  tx: Db,
  id: string,
  settings: ChannelConfiguration,
  disabledAt: Date | null | undefined,
): Promise<void> {
  const state = disabledAt === undefined ? {} : { disabledAt }
  await tx.channel.update({ where: { id }, data: { ...settings, ...state, version: { increment: 1 } } })
}

/** The one that signs from now on becomes the older of two; what was older is given up. */
export async function rotateSecret(tx: Db, id: string, secret: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    update channels set identity_secret_old = identity_secret, identity_secret = ${secret},
      identity_rotated_at = ${at}, version = version + 1 where id = ${id}::uuid`
}

export async function dropSecrets(tx: Db, id: string, what: 'old' | 'all'): Promise<void> {
  const gone =
    what === 'old' ? { identitySecretOld: null } : { identitySecretOld: null, identitySecret: null }
  await tx.channel.update({ where: { id }, data: { ...gone, version: { increment: 1 } } })
}

export async function removeChannel(tx: Db, id: string): Promise<void> {
  await tx.channel.delete({ where: { id } })
}

export async function isNameTaken(tx: Db, name: string, exceptId: string | null): Promise<boolean> {
  const same = { name: { equals: literal(name), mode: Prisma.QueryMode.insensitive } }
  const other = exceptId === null ? {} : { id: { not: exceptId } }
  return (await tx.channel.count({ where: { ...same, ...other } })) > 0
}

export async function findReferences(
  tx: Db,
  settings: ChannelConfiguration,
): Promise<{ group: boolean; calendar: boolean; categories: Set<string> }> {
  const { defaultGroupId, calendarId } = settings
  const wanted = settings.settings.menu.flatMap(({ action }) =>
    action.kind === 'category' ? [action.categoryId] : [],
  )
  const categories = await tx.category.findMany({
    where: { id: { in: wanted }, mergedIntoId: null },
    select: { id: true },
  })
  return {
    group: (await tx.skillGroup.count({ where: { id: defaultGroupId } })) > 0,
    calendar: calendarId === null || (await tx.calendar.count({ where: { id: calendarId } })) > 0,
    categories: new Set(categories.map(({ id }) => id)),
  }
}
