import { type OrganizationSettings, storedOrganizationSettings } from '@/server/modules/accounts/contract'
import { channelInput, serviceHours } from '@/server/modules/channels/contract'
import { macroInput } from '@/server/modules/conversations/contract'
import { ruleConditions } from '@/server/modules/dispatch/contract'
import { alarmReceivers, alarmScope } from '@/server/modules/oversight/contract'
import { groupThresholds, ramp, storedGroupServiceSettings } from '@/server/modules/workforce/contract'
import { spansOf } from '../domain/coverage-spans'
import { withoutQuery } from '../domain/webhook-address'
import type { Rows } from './rows'

/** Turns rows into what the file says of them; `names` says ids in words. */
export type Words = {
  group: (id: string) => string
  calendar: (id: string) => string
  channel: (id: string) => string
  category: (id: string) => string[]
  wrapUp: (id: string) => string[]
  email: (id: string) => string
  template: (id: string) => string
  reply: (id: string) => { shortcut: string; group: string | null } | null
}

/** Without how the guide was left, and pictures, which have ids; how one signs in is a section of its own. */
export function organizationOf(row: Rows['organization']) {
  const { ratingTags: _t, guide: _g, signIn: _s, branding, ...others } = storedSettings(row)
  const { logoId: _, ...look } = branding
  const settings = { ...others, branding: look }
  const { name, timeZone, defaultLanguage: language } = row
  return { name, timeZone, language, settings }
}

export const storedSettings = (row: Rows['organization']): OrganizationSettings =>
  storedOrganizationSettings.parse(row.settings)

export function groupOf(row: Rows['groups'][number], words: Words) {
  const { name, description, intakePaused, offlineMode, maxQueueLength, maxWaitSeconds } = row
  return {
    ...{ name, description },
    parent: row.parentId && words.group(row.parentId),
    disabled: row.disabledAt !== null,
    qualityMode: row.qualityMode === 'computed' ? 'computed' : 'manual',
    intakePaused,
    calendar: row.calendarId && words.calendar(row.calendarId),
    ...{ offlineMode, maxQueueLength, maxWaitSeconds },
    overflowGroup: row.overflowGroupId && words.group(row.overflowGroupId),
    serviceLevelSeconds: row.serviceLevelSeconds,
    settings: storedGroupServiceSettings.parse(row.settings),
    thresholds: groupThresholds.safeParse(row.thresholds).data ?? {},
    members: row.members
      .map(({ agentId, level, quality, capacity, offlineReceiver }) => {
        return { agent: words.email(agentId), level, quality, capacity, offlineReceiver }
      })
      .sort((a, b) => (a.agent < b.agent ? -1 : 1)),
  }
}

export function channelOf(row: Rows['channels'][number], words: Words) {
  const { name, publicKey, kind, language, siteIds, projectTypes, allowedOrigins, color } = row
  const read = channelInput
    .pick({ settings: true, thresholds: true, greeting: true })
    .parse({ settings: row.settings, thresholds: row.thresholds, greeting: row.greeting })
  const menu = read.settings.menu.map(({ label, action }) => ({
    label,
    action:
      action.kind === 'category'
        ? { kind: action.kind, category: words.category(action.categoryId) }
        : action,
  }))
  return {
    ...{ name, publicKey, kind, language },
    disabled: row.disabledAt !== null,
    ...{ siteIds, projectTypes, allowedOrigins, color, greeting: read.greeting },
    calendar: row.calendarId && words.calendar(row.calendarId),
    defaultGroup: words.group(row.defaultGroupId),
    ...{ identityForced: row.identityForced, confirmClosing: row.confirmClosing },
    settings: { ...read.settings, menu },
    thresholds: read.thresholds,
  }
}

export function ruleOf(row: Rows['rules'][number], words: Words) {
  const { channelIds, categoryIds, ...others } = ruleConditions.parse(row.conditions)
  return {
    ...{ name: row.name, enabled: row.enabled, group: words.group(row.groupId) },
    priorityBoost: row.priorityBoost,
    when: {
      ...(channelIds && { channels: channelIds.map(words.channel) }),
      ...(categoryIds && { categories: categoryIds.map(words.category) }),
      ...others,
    },
  }
}

type Node = Rows['categories'][number]
export type NodeTree = { names: object; disabled: boolean; children: NodeTree[] }

export function treeOf(nodes: readonly Node[], parentId: string | null = null): NodeTree[] {
  return nodes
    .filter((node) => node.parentId === parentId)
    .map(({ id, names, disabledAt }) => {
      const { en, zh } = names as { en?: string; zh?: string }
      return {
        names: { ...(en && { en }), ...(zh && { zh }) },
        disabled: disabledAt !== null,
        children: treeOf(nodes, id),
      }
    })
}

export function calendarOf({ name, id: _, version: __, ...hours }: Rows['calendars'][number]) {
  return { name, ...serviceHours.parse(hours) }
}

export function agentOf(row: Rows['agents'][number], words: Words) {
  const { publicName, languages, capacity, enabled, windowLimit: limit, windowSeconds: seconds } = row
  const window = limit !== null && seconds !== null ? { limit, seconds } : null
  const steps = ramp.safeParse(row.ramp).data ?? []
  return { agent: words.email(row.id), publicName, languages, capacity, ramp: steps, window, enabled }
}

export function macroOf(row: Rows['macros'][number], words: Words) {
  const steps = macroInput.shape.steps.parse(row.steps).flatMap((step): object[] => {
    if (step.kind === 'wrap_up') return [{ kind: step.kind, wrapUp: words.wrapUp(step.wrapUpId) }]
    if (step.kind === 'transfer')
      return [{ kind: step.kind, group: words.group(step.groupId), reason: step.reason }]
    if (step.kind !== 'quick_reply') return [step]
    const reply = words.reply(step.quickReplyId)
    return reply ? [{ kind: step.kind, ...reply }] : []
  })
  return { group: row.groupId && words.group(row.groupId), name: row.name, position: row.position, steps }
}

const isAddress = (word: string) => word.includes('@')

export function alarmRuleOf(row: Rows['alarmRules'][number], words: Words) {
  const [scope, receivers] = [alarmScope.parse(row.scope), alarmReceivers.parse(row.receivers)]
  const { name, kind, level, threshold, repeatSeconds, webhookUrl, enabled } = row
  return {
    ...{ name, kind, level, threshold },
    groups: scope.groupIds.map(words.group).sort(),
    channels: scope.channelIds.map(words.channel).sort(),
    tell: {
      owner: receivers.owner,
      // Somebody who has gone is told nothing any more.
      users: receivers.userIds.map(words.email).filter(isAddress).sort(),
      roles: [...receivers.roleKeys].sort(),
    },
    ...{ repeatSeconds, webhookUrl: webhookUrl && withoutQuery(webhookUrl), enabled },
  }
}

export function rotationOf({ name, days, disabledAt, members }: Rows['rotations'][number], words: Words) {
  const day = (at: Date) => at.toISOString().slice(0, 10)
  return {
    ...{ name, disabled: disabledAt !== null },
    days: (days as (string | null)[]).map((id) => id && words.template(id)),
    members: members
      .map(({ agentId, startsOn, untilOn, offsetDays }) => ({
        ...{
          member: words.email(agentId),
          startsOn: day(startsOn),
          untilOn: untilOn && day(untilOn),
          offsetDays,
        },
      }))
      .sort((a, b) => (`${a.member} ${a.startsOn}` < `${b.member} ${b.startsOn}` ? -1 : 1)),
  }
}

export function coverageOf(rows: Rows['targets'], words: Words) {
  const groupIds = [...new Set(rows.map(({ groupId }) => groupId))]
  return groupIds.map((id) => ({
    ...{ group: words.group(id), week: spansOf(rows.filter(({ groupId }) => groupId === id)) },
  }))
}
