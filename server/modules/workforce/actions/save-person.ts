import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { emailTaken } from '@/server/modules/accounts'
import { emitSignal } from '@/server/platform/signals'
import type {
  createPersonInput,
  MadeLink,
  ownProfileInput,
  PeopleChange,
  PersonSettings,
  updatePersonInput,
} from '../contract'
import { applyToPerson } from '../domain/people'
import { changeConfiguration } from './change-configuration'
import { holdAll, holdPerson, requireEverybody } from './hold-people'
import { invite, type Sent } from './invite'
import { writePerson } from './write-person'

const groupsOf = ({ agent }: PersonSettings) => agent?.groups.map((group) => group.groupId) ?? []

/** Two who take the same address at once both pass the check; the index refuses the second. */
export function asTaken(error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code === 'P2002' || code === '23505') throw emailTaken(error)
  throw error
}

/** Somebody new, with an invitation unless it is left for later. Mail goes out after the commit. */
export async function createPerson(
  principal: Principal,
  { invite: inviting, ...next }: z.output<typeof createPersonInput>,
  origin: string | null,
): Promise<{ id: string; link: MadeLink | null }> {
  requireEverybody(principal)
  const made = await changeConfiguration(async (tx, touched) => {
    const write = { principal, before: null, next, action: 'created' as const }
    const { id } = await writePerson(tx, touched, write)
    const sent: Sent | null = inviting ? await invite(tx, principal, { id, ...next.user }) : null
    return { id, sent }
  }).catch(asTaken)
  return { id: made.id, link: made.sent && (await made.sent.deliver(origin)) }
}

export async function updatePerson(
  principal: Principal,
  { id, version, person }: z.output<typeof updatePersonInput>,
): Promise<void> {
  const { changed } = await changeConfiguration(async (tx, touched) => {
    const before = await holdPerson(tx, principal, { id, version }, groupsOf(person))
    return writePerson(tx, touched, { principal, before, next: person, action: 'updated' })
  }).catch(asTaken)
  if (changed) emitSignal('user_revoked', { userId: id })
}

/** All of them or none; `changed` counts those that were not so already. */
export async function editPeople(
  principal: Principal,
  { ids, change }: { ids: string[]; change: PeopleChange },
): Promise<{ changed: number }> {
  const groups = change.kind === 'add_group' ? [change.membership.groupId] : []
  const touchedIds: string[] = []
  await changeConfiguration(async (tx, touched) => {
    for (const before of await holdAll(tx, principal, ids, groups)) {
      const next = applyToPerson(before.settings, change)
      const { changed } = await writePerson(tx, touched, { principal, before, next, action: 'updated' })
      if (changed) touchedIds.push(before.id)
    }
  }, 60_000)
  for (const userId of touchedIds) emitSignal('user_revoked', { userId })
  return { changed: touchedIds.length }
}

/** Name, public name and languages of oneself: nobody needs a permission for that. */
export async function saveOwnProfile(
  principal: Principal,
  { name, agent }: z.output<typeof ownProfileInput>,
): Promise<void> {
  const { userId } = principal
  const mine = { ...principal, permissions: { ...principal.permissions, ...own } }
  await changeConfiguration(async (tx, touched) => {
    const [before] = await holdAll(tx, mine, [userId])
    if (!before) return
    const { settings } = before
    const next = {
      user: { ...settings.user, name },
      agent: settings.agent && { ...settings.agent, ...agent },
    }
    await writePerson(tx, touched, { principal: mine, before, next, action: 'updated' })
  })
  emitSignal('user_revoked', { userId })
}

/** Of oneself only; roles, groups and limits stay what they are. */
const own = { 'users.read': 'all', 'users.write': 'all', 'agents.write': 'all' } as const
