import { recordAudit } from '@/server/modules/accounts'
import { transferMacro, transferReply } from '@/server/modules/conversations'
import type { MacroStep } from '@/server/modules/conversations/contract'
import { transferAlarmRule } from '@/server/modules/oversight'
import type { Configuration } from '../contract'
import type { Entry } from '../domain/entries'
import { replyKey } from '../domain/keys'
import {
  placeTemplates,
  putRotation,
  putTemplate,
  retireRotation,
  retireTemplate,
} from '../store/schedule-rows'
import { idOf, idOrNull, ownId, refuseField, type Session, type Writer } from './session'

type Sections = 'quickReplies' | 'macros' | 'alarmRules' | 'shiftTemplates' | 'rotations'
type One<S extends Sections> = NonNullable<Configuration[S]>[number]

const madeId = (session: Session, { section, key }: Entry): string =>
  ownId(session.made, `${section}\n${key}`)

export const quickReplies: Writer = {
  put: async (session, entry) => {
    const { group, shortcut, title, text } = entry.value as One<'quickReplies'>
    const groupId = idOrNull(session, 'groups', group, 'group')
    const scope = groupId === null ? ('all' as const) : ('group' as const)
    const id = ownId(session.names.replies, replyKey(group, shortcut))
    await transferReply(session.tx, session.principal, {
      id,
      next: { scope, groupId, shortcut, title, text },
    })
  },
  retire: async ({ tx, principal, names }, entry) => {
    const { group, shortcut } = entry.value as One<'quickReplies'>
    const id = names.replies.get(replyKey(group, shortcut))
    if (id) await transferReply(tx, principal, { id, next: null })
  },
}

function stepOf(session: Session, step: One<'macros'>['steps'][number], index: number): MacroStep {
  const field = `steps.${index}`
  if (step.kind === 'wrap_up')
    return { kind: step.kind, wrapUpId: idOf(session, 'wrapUps', step.wrapUp, `${field}.wrapUp`) }
  if (step.kind === 'transfer') {
    const groupId = idOf(session, 'groups', step.group, `${field}.group`)
    return { kind: step.kind, groupId, reason: step.reason }
  }
  if (step.kind !== 'quick_reply') return step
  const quickReplyId = session.names.replies.get(replyKey(step.group, step.shortcut))
  if (!quickReplyId) throw refuseField(`${field}.shortcut`, `There is no quick reply "${step.shortcut}".`)
  return { kind: step.kind, quickReplyId }
}

export const macros: Writer = {
  put: async (session, entry) => {
    const { group, name, position, steps } = entry.value as One<'macros'>
    if (steps.length === 0) throw refuseField('steps', 'A macro has at least one step.')
    const groupId = idOrNull(session, 'groups', group, 'group')
    const next = { groupId, name, position, steps: steps.map((step, index) => stepOf(session, step, index)) }
    await transferMacro(session.tx, session.principal, { id: madeId(session, entry), next })
  },
  retire: (session, entry) =>
    transferMacro(session.tx, session.principal, { id: madeId(session, entry), next: null }),
}

export const alarmRules: Writer = {
  put: async (session, entry) => {
    const { groups, channels, tell, ...rest } = entry.value as One<'alarmRules'>
    const next = {
      ...rest,
      scope: {
        groupIds: groups.map((word, i) => idOf(session, 'groups', word, `groups.${i}`)),
        channelIds: channels.map((word, i) => idOf(session, 'channels', word, `channels.${i}`)),
      },
      receivers: {
        owner: tell.owner,
        userIds: tell.users.map((word, i) => idOf(session, 'users', word, `tell.users.${i}`)),
        roleKeys: tell.roles,
      },
    }
    await transferAlarmRule(session.tx, session.principal, { id: madeId(session, entry), next })
  },
  retire: (session, entry) =>
    transferAlarmRule(session.tx, session.principal, { id: madeId(session, entry), next: null }),
}

type Told = { entity: string; id: string; action: 'applied' | 'deleted' }
const tell = (
  { tx, principal }: Session,
  { entity, id, action }: Told,
  before: Entry | null,
  after: Entry | null,
) =>
  recordAudit(tx, {
    ...{ actor: principal, action, entity, entityId: id, label: (after ?? before)?.name ?? '' },
    ...{ before: before?.value ?? null, after: after?.value ?? null },
  })

export const shiftTemplates: Writer = {
  put: async (session, entry, before) => {
    const wanted = entry.value as One<'shiftTemplates'>
    const wrong = wanted.segments.findIndex(({ from, until }) => until <= from)
    if (wrong >= 0) throw refuseField(`segments.${wrong}.until`, 'It ends before it begins.')
    const id = ownId(session.names.templates, entry.key)
    await putTemplate(session.tx, id, wanted)
    await tell(session, { entity: 'shift_template', id, action: 'applied' }, before, entry)
  },
  retire: async (session, entry) => {
    const id = session.names.templates.get(entry.key)
    if (!id) return
    const action = await retireTemplate(session.tx, id)
    await tell(session, { entity: 'shift_template', id, action }, entry, null)
  },
  place: async (session, entries) => {
    const ids = entries.map(({ key }) => session.names.templates.get(key))
    await placeTemplates(
      session.tx,
      ids.filter((id) => id !== undefined),
    )
  },
}

export const rotations: Writer = {
  put: async (session, entry, before) => {
    const { days, ...rest } = entry.value as One<'rotations'>
    const templates = days.map((word, i) => idOrNull(session, 'templates', word, `days.${i}`))
    const id = ownId(session.names.rotations, entry.key)
    await putRotation(session.tx, id, { ...rest, days: templates })
    await tell(session, { entity: 'rotation', id, action: 'applied' }, before, entry)
  },
  retire: async (session, entry) => {
    const id = session.names.rotations.get(entry.key)
    if (!id) return
    const action = await retireRotation(session.tx, id)
    await tell(session, { entity: 'rotation', id, action }, entry, null)
  },
}
