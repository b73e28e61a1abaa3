import { createHash, randomBytes } from 'node:crypto'
import { can, type Principal } from '@/server/access'
import { noteAudit, principalOf } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { DisplayView } from '../contract'
import {
  type DisplayRow,
  deleteDisplay,
  findDisplay,
  findDisplayByToken,
  insertDisplay,
  listDisplays as list,
  noteSeen,
} from '../store/displays'
import { currentReading } from './read-monitor'

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Whoever may change settings sees and ends everybody's, the others their own. */
const seesAll = (principal: Principal) => can(principal, 'settings.write')

export async function listDisplays(principal: Principal): Promise<DisplayView[]> {
  const rows = await list(pool(), seesAll(principal) ? null : principal.userId)
  const makers = new Map<string, Principal | null>()
  for (const { userId } of rows) if (!makers.has(userId)) makers.set(userId, await principalOf(userId))
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, group: row.group, maker: row.maker },
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    works: mayShow(makers.get(row.userId) ?? null, row.group?.id ?? null),
  }))
}

const mayShow = (maker: Principal | null, groupId: string | null): maker is Principal =>
  maker !== null &&
  !maker.secondStepDue &&
  can(maker, 'monitor.read', groupId === null ? undefined : { groupIds: [groupId] })

/**
 * An address for a screen that nobody signs in at. It is shown once, and shows what its maker may see at the time.
 * @throws {AppError} not_found for a group that the maker does not see
 */
export async function createDisplay(
  principal: Principal,
  { name, groupId }: { name: string; groupId: string | null },
): Promise<{ id: string; path: string }> {
  const known = groupId === null || (await currentReading()).groups.some(({ id }) => id === groupId)
  if (!known || !mayShow(principal, groupId)) throw new AppError('not_found', 'There is no such group.')
  const id = newId()
  const token = randomBytes(32).toString('base64url')
  await inTransaction(async (sql) => {
    await insertDisplay(sql, {
      ...{ id, name, groupId, userId: principal.userId },
      ...{ tokenHash: hashOf(token), at: now() },
    })
    await noteAudit(sql, { ...entry(principal, id, name, 'secret_made'), after: { name, groupId } })
  })
  return { id, path: `/wall/${token}` }
}

/** The screen goes dark within two seconds. @throws {AppError} not_found */
export async function revokeDisplay(principal: Principal, id: string): Promise<void> {
  const row = await findDisplay(pool(), id)
  if (!row || (row.userId !== principal.userId && !seesAll(principal)))
    throw new AppError('not_found', 'There is no such display.')
  await inTransaction(async (sql) => {
    if (!(await deleteDisplay(sql, id))) return
    const before = { name: row.name, groupId: row.group?.id ?? null }
    await noteAudit(sql, { ...entry(principal, id, row.name, 'secret_retired'), before })
  })
}

const entry = (actor: Principal, entityId: string, label: string, action: string) => ({
  ...{ actor: { userId: actor.userId, name: actor.name }, action, entity: 'display', entityId, label },
})

/** By whose permission the screen behind a secret shows, and what. @throws {AppError} not_found */
export async function displayOf(token: string): Promise<{ maker: Principal; display: DisplayRow }> {
  const display = await findDisplayByToken(pool(), hashOf(token))
  const maker = display && (await principalOf(display.userId))
  if (!display || !mayShow(maker, display.group?.id ?? null))
    throw new AppError('not_found', 'This display has been ended. Ask for a new address.')
  await noteSeen(pool(), display.id, now())
  return { maker, display }
}
