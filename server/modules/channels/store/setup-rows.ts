import { randomBytes } from 'node:crypto'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

export type ChannelRow = { id: string; name: string; publicKey: string }

const shown = { id: true, name: true, publicKey: true } as const

export function findChannelByName(tx: Db, name: string): Promise<ChannelRow | null> {
  return tx.channel.findUnique({ where: { name }, select: shown })
}

export async function isKeyTaken(tx: Db, publicKey: string): Promise<boolean> {
  return (await tx.channel.count({ where: { OR: [{ publicKey }, { publicKeyOld: publicKey }] } })) > 0
}

export async function groupExists(tx: Db, id: string): Promise<boolean> {
  return (await tx.skillGroup.count({ where: { id } })) > 0
}

/** Public, so it names the channel and protects nothing. */
export const newPublicKey = (): string => `ch_${randomBytes(12).toString('hex')}`

export function insertChannel(
  tx: Db,
  channel: {
    name: string
    publicKey: string
    kind: string
    language: string
    defaultGroupId: string
    siteIds: string[]
    projectTypes: string[]
    reopen: 'reopen' | 'new'
  },
): Promise<ChannelRow> {
  const { reopen, ...row } = channel
  return tx.channel.create({ data: { id: newId(), ...row, settings: { reopen } }, select: shown })
}

export type CategoryNames = { en: string; zh: string }

/** The category of this English name under this parent (null = at the top). */
export async function findCategory(tx: Db, en: string, parentId: string | null): Promise<string | null> {
  const row = await tx.category.findFirst({
    where: { parentId, names: { path: ['en'], equals: en } },
    select: { id: true },
  })
  return row?.id ?? null
}

export async function categoryExists(tx: Db, id: string): Promise<boolean> {
  return (await tx.category.count({ where: { id } })) > 0
}

/** Last among its siblings. */
export async function insertCategory(tx: Db, names: CategoryNames, parentId: string | null): Promise<string> {
  const last = await tx.category.aggregate({ where: { parentId }, _max: { position: true } })
  const position = (last._max.position ?? -1) + 1
  const row = await tx.category.create({ data: { id: newId(), names, parentId, position } })
  return row.id
}
