import { transferMacro, transferReply } from '@/server/modules/conversations'
import type { MacroStep } from '@/server/modules/conversations/contract'
import { transferAlarmRule } from '@/server/modules/oversight'
import type { Configuration } from '../contract'
import type { Entry } from '../domain/entries'
import { replyKey } from '../domain/keys'
import { addressOf } from '../domain/webhook-address'
import { idOf, idOrNull, ownId, refuseField, type Session, type Writer } from './session'

type Sections = 'quickReplies' | 'macros' | 'alarmRules'
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
    const { groups, channels, tell, webhookUrl, ...rest } = entry.value as One<'alarmRules'>
    const id = madeId(session, entry)
    const stands = session.present.rows.alarmRules.find((rule) => rule.id === id)
    const next = {
      ...rest,
      webhookUrl: addressOf(webhookUrl, stands?.webhookUrl ?? null),
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
    await transferAlarmRule(session.tx, session.principal, { id, next })
  },
  retire: (session, entry) =>
    transferAlarmRule(session.tx, session.principal, { id: madeId(session, entry), next: null }),
}
