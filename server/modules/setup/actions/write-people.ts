import {
  retireRole,
  type TransferredUser,
  transferOrganization,
  transferRatingTags,
  transferRole,
  transferSignIn,
  transferUser,
} from '@/server/modules/accounts'
import {
  placeBusyReasons,
  retireBusyReason,
  type TransferredAgent,
  transferAgent,
  transferBusyReason,
} from '@/server/modules/workforce'
import type { Configuration } from '../contract'
import { storedSettings } from '../store/read-sections'
import { idOf, ownId, type Session, type Writer } from './session'

type Of<S extends keyof Configuration> = NonNullable<Configuration[S]>
type One<S extends keyof Configuration> = Of<S> extends (infer E)[] ? E : never

export const organization: Writer = {
  put: async ({ tx, principal, present }, entry, before) => {
    const { settings, ...row } = entry.value as Of<'organization'>
    const { logoId } = storedSettings(present.rows.organization).branding
    const after = { ...row, settings: { ...settings, branding: { ...settings.branding, logoId } } }
    await transferOrganization(tx, principal, before?.value as Of<'organization'>, after)
  },
}

export const signIn: Writer = {
  put: ({ tx, principal }, entry) => transferSignIn(tx, principal, entry.value as Of<'signIn'>),
}

/** The list is one value, written once everything else stands. */
export const ratingTags: Writer = { put: writeTags, retire: writeTags, place: writeTags }

async function writeTags({ tx, principal, present, wanted, prune, later }: Session): Promise<void> {
  if (later.some(({ entry }) => entry.section === 'ratingTags')) return
  const [before, named] = [present.file.ratingTags ?? [], wanted.ratingTags ?? []]
  const others = before.filter(({ key }) => !named.some((tag) => tag.key === key))
  const after = prune ? named : [...named, ...others]
  later.push({
    entry: {
      ...{ section: 'ratingTags', key: '', name: '', path: 'ratingTags' },
      value: {},
      disabled: false,
    },
    work: () => transferRatingTags(tx, principal, before, after),
  })
}

export const roles: Writer = {
  put: async ({ tx, principal, names }, entry, before) => {
    const id = ownId(names.roles, entry.key.toLowerCase())
    const sides = { before: before?.value as One<'roles'>, after: entry.value as One<'roles'> }
    await transferRole(tx, principal, { id, before: sides.before ?? null, after: sides.after })
  },
  retire: async ({ tx, principal, names }, entry) => {
    const id = names.roles.get(entry.key.toLowerCase())
    if (id) await retireRole(tx, principal, id, entry.value as One<'roles'>)
  },
}

export const users: Writer = {
  put: async ({ tx, principal, names }, entry, before) => {
    const id = ownId(names.users, entry.key)
    const sides = {
      before: (before?.value as TransferredUser) ?? null,
      after: entry.value as TransferredUser,
    }
    await transferUser(tx, principal, { id, ...sides })
  },
  retire: async ({ tx, principal, names }, entry) => {
    const id = names.users.get(entry.key)
    const before = entry.value as TransferredUser
    if (id && id !== principal.userId)
      await transferUser(tx, principal, { id, before, after: { ...before, disabled: true } })
  },
}

export const agents: Writer = {
  put: async (session, entry, before) => {
    const { tx, principal, touched, agentIds } = session
    const { agent, ...after } = entry.value as One<'agents'>
    const id = idOf(session, 'users', agent, 'agent')
    const sides = { before: before?.value ?? null, after: after as TransferredAgent }
    await transferAgent(tx, { principal, touched }, { id, label: agent, ...sides })
    agentIds.add(id)
  },
  retire: async (session, entry) => {
    const { tx, principal, touched } = session
    const { agent, ...before } = entry.value as One<'agents'>
    const id = idOf(session, 'users', agent, 'agent')
    const after = { ...(before as TransferredAgent), enabled: false }
    await transferAgent(tx, { principal, touched }, { id, label: agent, before, after })
  },
}

const reasonIds = ({ present }: Session) =>
  new Map(present.rows.busyReasons.map(({ id, key }) => [key.toLowerCase(), id]))

export const busyReasons: Writer = {
  put: async (session, entry, before) => {
    const id = ownId(session.made, `busyReasons\n${entry.key}`)
    const sides = {
      before: (before?.value as One<'busyReasons'>) ?? null,
      after: entry.value as One<'busyReasons'>,
    }
    await transferBusyReason(session.tx, session.principal, { id, ...sides })
  },
  retire: async (session, entry) => {
    const id = reasonIds(session).get(entry.key)
    if (id) await retireBusyReason(session.tx, session.principal, id, entry.value as One<'busyReasons'>)
  },
  place: async (session, entries) => {
    const ids = entries.flatMap(({ key }) => session.made.get(`busyReasons\n${key}`) ?? [])
    const others = [...reasonIds(session).values()].filter((id) => !ids.includes(id))
    await placeBusyReasons(session.tx, [...ids, ...others])
  },
}
