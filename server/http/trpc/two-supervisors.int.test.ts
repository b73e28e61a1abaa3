import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { listAudit } from '@/server/modules/accounts'
import { changeMacro, createMacro, getMacro } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { rootRouter } from './root'

/**
 * Two who change one record at once: the second is told, with what stands now, and loses nothing. And of every
 * such change the log keeps before and after, and one step goes back.
 */
useTestDatabase()

let principal: Principal
let groupId = ''
const api = () => createCaller(rootRouter)({ principal })

beforeAll(async () => {
  const { groupId: made } = await buildScenario([{ name: 'Mei' }])
  groupId = made
  const nobody = { agentId: null, groupIds: [groupId], scopeGroupIds: [groupId] }
  const { permissions } = builtInRoles.administrator
  principal = { userId: await addUser('Ada'), name: 'Ada', roles: ['administrator'], permissions, ...nobody }
})

type Standing = { version: number; value: unknown }
type Case = {
  name: string
  entity: string
  make: () => Promise<string>
  read: (id: string) => Promise<Standing>
  /** Over the version that was read; with `before`, over the value that was read. */
  save: (id: string, read: Standing, value: 'one' | 'two') => Promise<unknown>
  restore: (entryId: string) => Promise<unknown>
  /** What stands now, as a conflict tells it. */
  currentOf?: (current: never) => unknown
}

const rule = (name: string) => ({
  ...{ name, kind: 'queue_wait' as const, level: 'warning' as const, threshold: 120 },
  scope: { groupIds: [], channelIds: [] },
  receivers: { owner: false, userIds: [], roleKeys: ['supervisor' as const] },
  ...{ repeatSeconds: null, webhookUrl: null, enabled: true },
})
const names = (en: string) => ({ en, zh: `文 ${en}` })
const mail = (host: string) => ({ host, port: 587, secure: false, user: '', from: 'desk@example.com' })
const tag = (en: string) => [{ key: 'fast', names: names(en), scores: [4, 5] }]
const reply = (title: string, shortcut: string) => ({
  ...{ scope: 'all' as const, groupId: null, title, shortcut, text: 'Hello' },
})
const macro = (name: string) => ({
  ...{
    scope: 'all' as const,
    groupId: null,
    name,
    position: 0,
    steps: [{ kind: 'note' as const, text: 'Seen' }],
  },
})
const threshold = { one: 61_000, two: 62_000 }
const nodeOf = async (tree: 'category' | 'wrap_up', id: string) =>
  (await api().channels.listTree({ tree })).find((node) => node.id === id)

const nodes = (['category', 'wrap_up'] as const).map(
  (tree): Case => ({
    ...{ name: tree, entity: tree },
    make: async () => (await api().channels.createNode({ tree, parentId: null, names: names(newId()) })).id,
    read: async (id) => {
      const node = await nodeOf(tree, id)
      return { version: node?.version ?? 0, value: node?.names }
    },
    save: (id, { version }, value) =>
      api().channels.renameNode({ tree, id, version, names: names(`${value} ${id}`) }),
    restore: (entryId) => api().channels.restoreNode({ entryId }),
    currentOf: (current: { names: unknown }) => current.names,
  }),
)

const cases: Case[] = [
  ...nodes,
  {
    ...{ name: 'an alarm rule', entity: 'alarm_rule' },
    make: async () => (await api().oversight.createAlarmRule(rule(newId()))).id,
    read: async (id) => {
      const found = (await api().oversight.listAlarmRules()).find((one) => one.id === id)
      return { version: found?.version ?? 0, value: found?.name }
    },
    save: (id, { version }, value) => api().oversight.updateAlarmRule({ id, version, rule: rule(value) }),
    restore: (entryId) => api().oversight.restoreAlarmRule({ entryId }),
    currentOf: (current: { name: string }) => current.name,
  },
  {
    ...{ name: 'a busy reason', entity: 'busy_reason' },
    make: async () =>
      (
        await api().workforce.createBusyReason({
          key: `k${newId().replaceAll('-', '')}`,
          names: names('New'),
        })
      ).id,
    read: async (id) => {
      const found = (await api().workforce.listBusyReasons()).find((one) => one.id === id)
      return { version: found?.version ?? 0, value: found?.names }
    },
    save: (id, { version }, value) =>
      api().workforce.updateBusyReason({ id, version, names: names(value), disabled: false }),
    restore: (entryId) => api().workforce.restoreBusyReason({ entryId }),
    currentOf: (current: { names: unknown }) => current.names,
  },
  {
    ...{ name: 'a quick reply', entity: 'quick_reply' },
    make: async () =>
      (await api().conversations.createQuickReply(reply('New', `s${newId()}`.slice(0, 40)))).id,
    read: async (id) => {
      const { version, title } = await api().conversations.getQuickReply({ id })
      return { version, value: title }
    },
    save: async (id, { version }, value) => {
      const { shortcut } = await api().conversations.getQuickReply({ id })
      return api().conversations.updateQuickReply({ id, version, reply: reply(value, shortcut) })
    },
    restore: (entryId) => api().conversations.restoreQuickReply({ entryId }),
    currentOf: (current: { title: string }) => current.title,
  },
  {
    ...{ name: 'a macro', entity: 'macro' },
    make: async () => (await createMacro(principal, macro('New'))).id,
    read: async (id) => {
      const { version, name } = await getMacro(principal, id)
      return { version, value: name }
    },
    save: (id, { version }, value) => changeMacro(principal, id, { ...macro(value), version }),
    restore: (entryId) => api().conversations.restoreMacro({ entryId }),
    currentOf: (current: { name: string }) => current.name,
  },
  {
    ...{ name: 'the rating tags', entity: 'rating_tags' },
    make: async () => '1',
    read: async () => ({ version: 0, value: await api().oversight.ratingTags() }),
    save: (_, { value }, to) => api().oversight.saveRatingTags({ before: value as never, tags: tag(to) }),
    restore: (entryId) => api().oversight.restoreRatingTags({ entryId }),
  },
  {
    ...{ name: 'the thresholds', entity: 'organization' },
    make: async () => '1',
    read: async () => ({ version: 0, value: (await api().channels.getThresholds()).organization }),
    save: (_, { value }, to) =>
      api().channels.setThresholds({ before: value as never, after: { silenceMs: threshold[to] } }),
    restore: (entryId) => api().channels.restoreThresholds({ entryId }),
  },
  {
    ...{ name: 'the mail server', entity: 'settings' },
    make: async () => 'mail',
    read: async () => ({ version: 0, value: (await api().accounts.getMailSettings()).mail }),
    save: (_, { value }, to) =>
      api().accounts.saveMailSettings({ before: value as never, mail: mail(`${to}.example`) }),
    restore: (entryId) => api().accounts.restoreMailSettings({ entryId }),
  },
]

/** Both go back by one call, which takes either. */
const trees = ['category', 'wrap_up']
const historyOf = async (entity: string, entityId: string) =>
  (await listAudit({ entity, entityId, page: 1, pageSize: 20, direction: 'desc' })).rows

describe.each(cases)('$name', ({ entity, make, read, save, restore, currentOf = (all: unknown) => all }) => {
  it('is not overwritten by whoever read it before the last change, and is told as it stands', async () => {
    const id = await make()
    const seen = await read(id)
    await save(id, seen, 'one')
    const stands = await read(id)
    const entries = (await historyOf(entity, id)).length
    const error = await Promise.resolve(save(id, seen, 'two')).catch((refused: unknown) => refused)
    const refusal = (error as { cause?: unknown }).cause ?? error
    expect(refusal).toMatchObject({ code: 'conflict' })
    const { current } = (refusal as { data: { current: never } }).data
    expect(currentOf(current)).toEqual(stands.value)
    expect(await read(id)).toEqual(stands)
    expect((await historyOf(entity, id)).length).toBe(entries)
    await save(id, stands, 'two')
  })

  it('goes to one of two who save at once', async () => {
    const id = await make()
    const seen = await read(id)
    const outcomes = await Promise.allSettled([save(id, seen, 'one'), save(id, seen, 'one')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('goes back in one step, which is an entry of its own', async () => {
    const id = await make()
    const before = await read(id)
    await save(id, before, 'two')
    const [changed] = await historyOf(entity, id)
    expect(changed).toMatchObject({ actorName: 'Ada' })
    expect(changed?.before).not.toEqual(changed?.after)
    await restore(changed?.id ?? '')
    expect((await read(id)).value).toEqual(before.value)
    expect((await historyOf(entity, id))[0]).toMatchObject({ action: 'restored' })
  })

  it('cannot be brought back to what another kind of record was', async () => {
    const other = cases.find((one) => one.entity !== entity && !trees.includes(one.entity))
    const id = (await other?.make()) ?? ''
    await other?.save(id, await other.read(id), 'one')
    const [foreign] = await historyOf(other?.entity ?? '', id)
    await expect(Promise.resolve(restore(foreign?.id ?? ''))).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
  })
})

describe('many at once', () => {
  const ownOnly = (): Principal => ({ ...principal, permissions: { 'replies.write': 'own' } })

  it('quick replies are kept for a group, or taken away, and none when one may not be', async () => {
    const made = await Promise.all(
      [1, 2].map((n) => api().conversations.createQuickReply(reply(`Bulk ${n}`, `bulk-${n}`))),
    )
    const replies = made.map(({ id }) => ({ id, version: 1 }))
    const toGroup = { kind: 'keep_for' as const, scope: 'group' as const, groupId }
    const agent = createCaller(rootRouter)({ principal: ownOnly() })
    await expect(
      agent.conversations.changeQuickReplies({ replies, act: { kind: 'delete' } }),
    ).rejects.toMatchObject({ cause: { code: 'forbidden' } })
    expect(await api().conversations.changeQuickReplies({ replies, act: toGroup })).toEqual({ changed: 2 })
    const [first] = replies
    expect(await api().conversations.getQuickReply({ id: first?.id ?? '' })).toMatchObject({
      scope: 'group',
      groupId,
    })
    const stale = [replies[0], { ...replies[1], version: 2 }] as typeof replies
    await expect(
      api().conversations.changeQuickReplies({ replies: stale, act: { kind: 'delete' } }),
    ).rejects.toMatchObject({ cause: { code: 'conflict' } })
    const fresh = replies.map(({ id }) => ({ id, version: 2 }))
    await api().conversations.changeQuickReplies({ replies: fresh, act: { kind: 'delete' } })
    const [deleted] = await historyOf('quick_reply', first?.id ?? '')
    await api().conversations.restoreQuickReply({ entryId: deleted?.id ?? '' })
    expect(await api().conversations.getQuickReply({ id: first?.id ?? '' })).toMatchObject({
      title: 'Bulk 1',
    })
  })

  it('alarm rules are switched off together, or not at all', async () => {
    const made = await Promise.all(['a', 'b'].map((name) => api().oversight.createAlarmRule(rule(name))))
    const rules = made.map(({ id }) => ({ id, version: 1 }))
    expect(await api().oversight.setAlarmRulesEnabled({ rules, enabled: false })).toEqual({ changed: 2 })
    const stale = [{ id: made[0]?.id ?? '', version: 2 }, rules[1]] as typeof rules
    await expect(api().oversight.setAlarmRulesEnabled({ rules: stale, enabled: true })).rejects.toMatchObject(
      { cause: { code: 'conflict' } },
    )
    const { rows } = await pool().query('select 1 from alarm_rules where id = any($1) and not enabled', [
      made.map(({ id }) => id),
    ])
    expect(rows).toHaveLength(2)
  })

  it("nobody else's own quick reply or macro comes back through the log", async () => {
    const own = await api().conversations.createQuickReply({ ...reply('Mine', 'mine'), scope: 'own' })
    await api().conversations.deleteQuickReply({ id: own.id, version: 1 })
    const [entry] = await historyOf('quick_reply', own.id)
    const other = createCaller(rootRouter)({ principal: { ...principal, userId: await addUser('Bo') } })
    await expect(other.conversations.restoreQuickReply({ entryId: entry?.id ?? '' })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
    await expect(other.conversations.quickReplyHistory({ id: own.id })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
  })
})
