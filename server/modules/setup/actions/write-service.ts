import { recordAudit } from '@/server/modules/accounts'
import {
  lockTree,
  placeNodes,
  retireCalendar,
  retireChannel,
  retireNode,
  transferCalendar,
  transferChannel,
  transferNode,
} from '@/server/modules/channels'
import type { ChannelConfiguration, Tree } from '@/server/modules/channels/contract'
import { placeRules, retireRule, transferRule } from '@/server/modules/dispatch'
import { retireGroup, transferGroup } from '@/server/modules/workforce'
import type { GroupSettings } from '@/server/modules/workforce/contract'
import { AppError, type FieldError } from '@/server/platform/errors'
import type { Configuration } from '../contract'
import { type Entry, entriesOf } from '../domain/entries'
import { putQualityMode } from '../store/rows'
import { FollowsFrom, failedKey, idOf, idOrNull, ownId, type Session, type Writer } from './session'

type One<S extends 'calendars' | 'groups' | 'channels' | 'routingRules'> = NonNullable<
  Configuration[S]
>[number]

export const calendars: Writer = {
  put: async ({ tx, principal, names }, entry) => {
    const { name, ...hours } = entry.value as One<'calendars'>
    await transferCalendar(tx, principal, { id: ownId(names.calendars, entry.key), next: { name, hours } })
  },
  retire: async ({ tx, principal, names }, entry) => {
    const id = names.calendars.get(entry.key)
    if (id) await retireCalendar(tx, principal, id)
  },
}

function membersOf(session: Session, id: string, wanted: One<'groups'>): GroupSettings['members'] {
  if (!wanted.members) {
    const row = session.present.rows.groups.find((group) => group.id === id)
    return (row?.members ?? []).map(({ agentId, level, quality, capacity, offlineReceiver }) => {
      return { agentId, level, quality, capacity, offlineReceiver }
    })
  }
  const faults: FieldError[] = []
  const members = wanted.members.map(({ agent, ...member }, index) => {
    const agentId = session.names.users.get(agent) ?? ''
    if (session.failed.has(failedKey('agents', agent))) throw new FollowsFrom()
    if (!session.agentIds.has(agentId)) {
      const message = `There is no agent with the address ${agent}.`
      faults.push({ path: `members.${index}.agent`, message, code: 'unknown_agent' })
    }
    return { ...member, agentId }
  })
  if (faults.length > 0) throw new AppError('invalid_input', faults[0]?.message ?? '', { fields: faults })
  return members
}

/** All groups as they will be, for checks that look at more than one. */
function groupsInTheEnd({ present, wanted, names }: Session) {
  const merged = new Map([
    ...entriesOf(present.file, 'groups').map((entry) => [entry.key, entry] as const),
    ...entriesOf(wanted, 'groups').map((entry) => [entry.key, entry] as const),
  ])
  const id = (name: string | null) => (name === null ? null : (names.groups.get(name.toLowerCase()) ?? name))
  return [...merged.values()].map(({ key, value }) => {
    const { name, parent, overflowGroup, disabled } = value as One<'groups'>
    const ends = { parentId: id(parent), overflowGroupId: id(overflowGroup) }
    return { id: names.groups.get(key) ?? key, name, ...ends, disabled }
  })
}

export const groups: Writer = {
  put: async (session, entry, before) => {
    const { tx, principal, touched, names } = session
    const wanted = entry.value as One<'groups'>
    const id = ownId(names.groups, entry.key)
    const { parent, calendar, overflowGroup, disabled, members: _, qualityMode, ...rest } = wanted
    const next = {
      ...rest,
      parentId: idOrNull(session, 'groups', parent, 'parent'),
      calendarId: idOrNull(session, 'calendars', calendar, 'calendar'),
      overflowGroupId: idOrNull(session, 'groups', overflowGroup, 'overflowGroup'),
      members: membersOf(session, id, wanted),
    }
    const all = groupsInTheEnd(session)
    const write = (off: boolean) =>
      transferGroup(tx, { principal, touched }, { id, next, disabled: off, all })
    // What leads here may lead elsewhere by this same file: it is switched off once that is written.
    const waits = disabled && !before?.disabled
    await write(waits ? false : disabled)
    if (qualityMode !== undefined) await writeQualityMode(session, id, wanted.name, qualityMode)
    if (waits) session.later.push({ entry, work: () => write(true) })
  },
  retire: async ({ tx, principal, touched, names }, entry) => {
    const id = names.groups.get(entry.key)
    if (id) await retireGroup(tx, { principal, touched }, id)
  },
}

type QualityMode = NonNullable<One<'groups'>['qualityMode']>

async function writeQualityMode(session: Session, id: string, label: string, mode: QualityMode) {
  const { tx, principal, present, touched } = session
  const before = present.rows.groups.find((group) => group.id === id)?.qualityMode ?? 'manual'
  if (before === mode) return
  await putQualityMode(tx, id, mode)
  touched.groupIds.add(id)
  await recordAudit(tx, {
    ...{ actor: principal, action: 'applied', entity: 'skill_group', entityId: id, label },
    after: { qualityMode: mode },
  })
}

const treeKinds = { categories: 'category', wrapUps: 'wrap_up' } as const satisfies Record<string, Tree>

const above = (key: string): string => key.split('\n').slice(0, -1).join('\n')

export function treeWriter(section: keyof typeof treeKinds): Writer {
  const tree = treeKinds[section]
  return {
    put: async (session, { key, value, disabled }) => {
      await lockTree(session.tx, tree)
      const parent = above(key)
      if (session.failed.has(failedKey(section, parent))) throw new FollowsFrom()
      const parentId = parent === '' ? null : (session.names[section].get(parent) ?? null)
      const { names } = value as { names: { en?: string; zh?: string } }
      const id = ownId(session.names[section], key)
      await transferNode(session.tx, session.principal, { tree, id, parentId, names, disabled })
    },
    retire: async (session, { key }) => {
      await lockTree(session.tx, tree)
      const id = session.names[section].get(key)
      if (id) await retireNode(session.tx, session.principal, tree, id)
    },
    place: async (session, entries) => {
      await lockTree(session.tx, tree)
      for (const parent of new Set(entries.map(({ key }) => above(key)))) {
        const ids = entries
          .filter(({ key }) => above(key) === parent)
          .map(({ key }) => session.names[section].get(key))
        const parentId = parent === '' ? null : (session.names[section].get(parent) ?? null)
        await placeNodes(
          session.tx,
          tree,
          parentId,
          ids.filter((id) => id !== undefined),
        )
      }
    },
  }
}

function channelSettings(session: Session, { settings }: One<'channels'>): ChannelConfiguration['settings'] {
  const menu = settings.menu.map(({ label, action }, index) => {
    if (action.kind !== 'category') return { label, action }
    const field = `settings.menu.${index}.action.category`
    const categoryId = idOf(session, 'categories', action.category, field)
    return { label, action: { kind: action.kind, categoryId } }
  })
  return { ...settings, menu }
}

export const channels: Writer = {
  put: async (session, entry) => {
    const wanted = entry.value as One<'channels'>
    const { calendar, defaultGroup, disabled, publicKey, settings: _, ...rest } = wanted
    const next = {
      ...rest,
      calendarId: idOrNull(session, 'calendars', calendar, 'calendar'),
      defaultGroupId: idOf(session, 'groups', defaultGroup, 'defaultGroup'),
      settings: channelSettings(session, wanted),
    }
    const id = ownId(session.names.channels, entry.key)
    await transferChannel(session.tx, session.principal, { id, next, disabled, publicKey })
  },
  retire: async ({ tx, principal, names }, entry) => {
    const id = names.channels.get(entry.key)
    if (id) await retireChannel(tx, principal, id)
  },
}

/** What the rule named before and is gone may stay named: its id stands for it. */
const idOrGone = (
  session: Session,
  kind: 'channels' | 'categories',
  word: string | string[],
  field: string,
) => {
  const [text] = [word].flat()
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text ?? '') ? (text ?? '') : idOf(session, kind, word, field)
}

export const routingRules: Writer = {
  put: async (session, entry) => {
    const { when, group, ...rest } = entry.value as One<'routingRules'>
    const { channels: named, categories, ...others } = when
    const next = {
      ...rest,
      groupId: idOf(session, 'groups', group, 'group'),
      conditions: {
        ...others,
        ...(named && {
          channelIds: named.map((word, i) => idOrGone(session, 'channels', word, `when.channels.${i}`)),
        }),
        ...(categories && {
          categoryIds: categories.map((word, i) =>
            idOrGone(session, 'categories', word, `when.categories.${i}`),
          ),
        }),
      },
    }
    await transferRule(session.tx, session.principal, { name: entry.name, next })
  },
  retire: ({ tx, principal }, entry) => retireRule(tx, principal, entry.name),
  place: ({ tx }, entries: readonly Entry[]) =>
    placeRules(
      tx,
      entries.map(({ name }) => name),
    ),
}
