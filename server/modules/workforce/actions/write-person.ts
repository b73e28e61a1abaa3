import { can, type Principal } from '@/server/access'
import { recordAudit, writeUser } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { PersonAgent, PersonSettings } from '../contract'
import { changedGroups, isSameAgent, isSamePerson, isSameUser } from '../domain/people'
import { dateIn, limitsToday } from '../domain/ramp'
import { getTimeZone } from '../store/capacity-board'
import { listStoredPeople, type StoredPerson } from '../store/people'
import {
  listGroupIds,
  putAgent,
  putMemberships,
  raiseGroupVersions,
  stopReceiving,
} from '../store/write-people'
import type { Touched } from './change-configuration'

export type PersonWrite = {
  principal: Principal
  /** As they stand, rows held; null = made now. */
  before: StoredPerson | null
  next: PersonSettings
  action: 'created' | 'updated' | 'restored' | 'imported'
  /** Who is made gets this id: somebody deleted comes back as who they were. */
  newId?: string
}

/**
 * Checks, writes and records one person, user and agent in one; the id, and whether anything changed. The
 * caller holds users, groups and agents in that order. @throws {AppError} forbidden, duplicate, invalid_input
 */
export async function writePerson(
  tx: Db,
  touched: Touched,
  { principal, before, next, action, newId }: PersonWrite,
): Promise<{ id: string; changed: boolean }> {
  if (before && isSamePerson(before.settings, next)) return { id: before.id, changed: false }
  const ofUser = !before || !isSameUser(before.settings, next)
  if (ofUser) requireUsersWrite(principal, before)
  const id = ofUser ? await writeUser(tx, principal, before?.user ?? null, next.user, newId) : before.id
  const first = { ...next, agent: null }
  if (!isSameAgent(before?.settings ?? first, next))
    await writeAgent(tx, touched, principal, before, id, next)
  const [after] = await listStoredPeople(tx, [id])
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: 'user', entityId: id, label: next.user.name },
    before: before?.snapshot ?? null,
    after: after?.snapshot ?? null,
  })
  return { id, changed: true }
}

/** @throws {AppError} forbidden */
export function requireUsersWrite(principal: Principal, person: StoredPerson | null): void {
  if (can(principal, 'users.write', { groupIds: person?.groupIds ?? [] })) return
  throw new AppError('forbidden', 'You may change neither name, address nor roles of this person.')
}

async function writeAgent(
  tx: Db,
  touched: Touched,
  principal: Principal,
  before: StoredPerson | null,
  id: string,
  { agent }: PersonSettings,
): Promise<void> {
  requireAgentWrite(principal, before, agent)
  await requireGroups(tx, agent)
  const changed = changedGroups(before?.settings.agent ?? null, agent)
  if (agent) {
    const today = dateIn(await getTimeZone(tx), nowMs())
    const settled = { ...agent, ...limitsToday(agent, before?.limits ?? null, today) }
    await putAgent(tx, id, settled, !before?.disabled)
  } else await stopReceiving(tx, id)
  await putMemberships(tx, id, agent?.groups ?? [])
  await raiseGroupVersions(tx, changed)
  touched.agentIds.add(id)
  for (const groupId of [...changed, ...(agent?.groups.map((g) => g.groupId) ?? [])])
    touched.groupIds.add(groupId)
}

/** The agent's own settings by one permission, memberships by that of each group. @throws {AppError} forbidden */
function requireAgentWrite(
  principal: Principal,
  before: StoredPerson | null,
  agent: PersonAgent | null,
): void {
  const groupIds = [...(before?.groupIds ?? []), ...(agent?.groups.map((group) => group.groupId) ?? [])]
  if (!can(principal, 'agents.write', { groupIds }))
    throw new AppError('forbidden', 'You may not change this agent.')
  for (const groupId of changedGroups(before?.settings.agent ?? null, agent)) {
    if (can(principal, 'groups.write', { groupIds: [groupId] })) continue
    throw new AppError('forbidden', 'You may not change the members of one of these groups.')
  }
}

async function requireGroups(tx: Db, agent: PersonAgent | null): Promise<void> {
  const ids = agent?.groups.map((group) => group.groupId) ?? []
  const known = await listGroupIds(tx, ids)
  const message = (code: string) => (code === 'group_twice' ? 'The group is there twice.' : 'No such group.')
  for (const [index, id] of ids.entries()) {
    const code = !known.has(id) ? 'unknown_group' : ids.indexOf(id) < index ? 'group_twice' : null
    if (code === null) continue
    const path = `agent.groups.${index}.groupId`
    throw new AppError('invalid_input', message(code), { fields: [{ path, message: message(code), code }] })
  }
}
