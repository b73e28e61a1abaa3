import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { listAudit } from '@/server/modules/accounts'
import { setDefaultGroup } from '@/server/modules/channels'
import { saveOrder } from '@/server/modules/conversations'
import { orderInput } from '@/server/modules/conversations/contract'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { ensureRule, loadConfiguration, previewDispatch } from '.'
import { changeRouting } from './actions/change-routing'
import { getDispatchSettings, updateDispatchSettings } from './actions/dispatch-settings'
import { listRules } from './actions/list-rules'
import { reorderRules } from './actions/reorder-rules'
import { replayRule } from './actions/replay-rule'
import { restoreRule } from './actions/restore-rule'
import { createRule, deleteRule, setRuleEnabled, updateRule } from './actions/save-rule'
import type { RuleSettings } from './contract'

useTestDatabase()

const { permissions } = builtInRoles.supervisor
const somebody: Principal = {
  ...{ userId: newId(), name: 'Super', agentId: null, roles: ['supervisor'], permissions },
  ...{ groupIds: [], scopeGroupIds: [] },
}
let s: Scenario

const ruleOf = (name: string, changes: Partial<RuleSettings> = {}): RuleSettings => ({
  ...{ name, enabled: true, conditions: {}, groupId: s.groupId, priorityBoost: 0 },
  ...changes,
})
const make = async (name: string, changes: Partial<RuleSettings> = {}, afterId: string | null = null) =>
  (await createRule(somebody, { rule: ruleOf(name, changes), afterId })).id
const names = async () => (await listRules()).map((rule) => rule.name)
const versionNow = async () => (await loadConfiguration(true)).version
const lastAudit = async (entity: string) =>
  (await listAudit({ entity, page: 1, pageSize: 1, direction: 'desc' })).rows[0]

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, orders, audit_entries cascade')
  s = await buildScenario([{ name: 'A' }])
})

describe('routing rules', () => {
  it('stand behind the one named, else at the end, and every change raises the version of the configuration', async () => {
    const before = await versionNow()
    const first = await make('First')
    await make('Last')
    await make('Between', {}, first)
    expect(await names()).toEqual(['First', 'Between', 'Last'])
    expect(await versionNow()).toBe(before + 3)
    expect((await loadConfiguration(true)).rules.map((rule) => rule.name)).toEqual(await names())
  })

  it('keep before and after in the audit log, and conflict with what somebody else changed', async () => {
    const id = await make('Rule')
    await updateRule(somebody, { id, version: 1, rule: ruleOf('Rule', { priorityBoost: 5 }) })
    expect(await lastAudit('routing_rule')).toMatchObject({
      action: 'updated',
      before: { priorityBoost: 0 },
      after: { priorityBoost: 5 },
    })
    const stale = updateRule(somebody, { id, version: 1, rule: ruleOf('Mine') })
    await expect(stale).rejects.toMatchObject({ code: 'conflict', data: { current: { priorityBoost: 5 } } })
    await setRuleEnabled(somebody, { id, version: 2, enabled: false })
    expect((await listRules())[0]).toMatchObject({ enabled: false, version: 3, priorityBoost: 5 })
    expect((await lastAudit('routing_rule'))?.action).toBe('disabled')
  })

  it('let one of two win who change the same version at once', async () => {
    const id = await make('Rule')
    const changes = Array.from({ length: 8 }, (_, i) =>
      updateRule(somebody, { id, version: 1, rule: ruleOf('Rule', { priorityBoost: i + 1 }) }),
    )
    const results = await Promise.allSettled(changes)
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect((await listRules())[0]?.version).toBe(2)
  })

  it('change places all at once, unless the order is no longer the one that was seen', async () => {
    const seen = [await make('1'), await make('2'), await make('3')]
    const order = [...seen].reverse()
    await reorderRules(somebody, { seen, order })
    expect(await names()).toEqual(['3', '2', '1'])
    await expect(reorderRules(somebody, { seen, order })).rejects.toMatchObject({ code: 'conflict' })
    const short = reorderRules(somebody, { seen: order, order: order.slice(1) })
    await expect(short).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await names()).toEqual(['3', '2', '1'])
    expect(await lastAudit('routing_order')).toMatchObject({ action: 'reordered' })
    expect((await listRules()).map((rule) => rule.version)).toEqual([1, 1, 1])
  })

  it('come back from the audit log at their place, without what is gone meanwhile, and then asleep', async () => {
    const category = newId()
    await pool().query(`insert into categories(id, names) values ($1, '{"en":"Delivery"}')`, [category])
    await make('First')
    const id = await make('Second', { conditions: { categoryIds: [category] } })
    await make('Third')
    await deleteRule(somebody, { id, version: 1 })
    expect(await names()).toEqual(['First', 'Third'])
    await pool().query('delete from categories')
    const entryId = (await lastAudit('routing_rule'))?.id ?? ''
    expect(await restoreRule(somebody, { entryId })).toEqual({ id, leftOut: 1 })
    expect(await names()).toEqual(['First', 'Second', 'Third'])
    expect((await listRules())[1]).toMatchObject({ id, enabled: false })
  })

  it('are refused with the field at fault, and by whoever may not write everywhere', async () => {
    await make('Taken')
    await expect(make('taken')).rejects.toMatchObject({ code: 'duplicate', fields: [{ path: 'name' }] })
    await expect(make('x', { groupId: newId() })).rejects.toMatchObject({ fields: [{ path: 'groupId' }] })
    await expect(make('x', { conditions: { channelIds: [newId()] } })).rejects.toMatchObject({
      fields: [{ path: 'conditions.channelIds' }],
    })
    const lead = { ...somebody, permissions: { 'routing.write': 'group' as const } }
    await expect(createRule(lead, { rule: ruleOf('y'), afterId: null })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await names()).toEqual(['Taken'])
  })

  it('keep their places while many are made, ordered and deleted at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, i) => make(`Rule ${i}`)))
    await Promise.allSettled([
      ...ids.slice(0, 2).map((id) => deleteRule(somebody, { id, version: 1 })),
      ...ids.map((id, i) => make(`New ${i}`, {}, id)),
      ensureRule(somebody, { name: 'Ensured', conditions: {}, groupId: s.groupId, priorityBoost: 0 }),
    ])
    const { rows } = await pool().query<{ position: number }>('select position from routing_rules')
    expect(new Set(rows.map((row) => row.position)).size).toBe(rows.length)
    expect(await names()).toContain('Ensured')
  })

  it('warn of a group that pauses and of a rule that is never reached', async () => {
    await make('Wide')
    await make('Narrow', { conditions: { vipMin: 2 } })
    await pool().query('update skill_groups set intake_paused = true')
    expect((await listRules()).map((rule) => rule.warnings.map(({ code }) => code))).toEqual([
      ['group_paused', 'takes_everything'],
      ['group_paused', 'never_reached'],
    ])
  })
})

describe('what holds beside the rules', () => {
  it('the default of a channel changes with its version, its entry in the audit log, and for everybody at once', async () => {
    const other = await buildScenario([{ name: 'B' }])
    const change = { channelId: s.channelId, version: 1, groupId: other.groupId }
    const set = () => changeRouting(somebody, (tx) => setDefaultGroup(tx, somebody, change))
    await set()
    expect((await previewDispatch({ channelKey: s.channelKey, customerTags: [], vipLevel: 0 })).groupId).toBe(
      other.groupId,
    )
    expect(await lastAudit('channel')).toMatchObject({ after: { defaultGroupId: other.groupId } })
    await expect(set()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('the settings of dispatch change only from what was seen, and leave other settings alone', async () => {
    await pool().query(`update organization set settings = '{"thresholds":{"silenceMs":1},"kept":true}'`)
    const seen = await getDispatchSettings()
    const settings = { orderOwner: { mode: 'wait' as const, waitSeconds: 90 }, stickinessHours: 24 }
    await updateDispatchSettings(somebody, { seen, settings })
    expect(await getDispatchSettings()).toEqual(settings)
    expect((await loadConfiguration(true)).organization.settings).toMatchObject(settings)
    const { rows } = await pool().query('select settings from organization')
    expect(rows[0].settings).toMatchObject({ kept: true, thresholds: { silenceMs: 1 } })
    await expect(updateDispatchSettings(somebody, { seen, settings })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('the preview', () => {
  const like = () => ({ channelKey: s.channelKey, customerTags: [], vipLevel: 0 })

  it('tries a rule that is not saved, and a moment that is not now, and changes nothing', async () => {
    const other = await buildScenario([{ name: 'Night' }])
    const night = ruleOf('Night', {
      groupId: other.groupId,
      conditions: { time: { weekdays: ['mon'], from: '20:00', to: '06:00', timeZone: 'Asia/Shanghai' } },
    })
    const draft = { id: null, rule: night }
    const inside = await previewDispatch({ ...like(), draft, at: '2026-11-23T14:00:00Z' })
    expect(inside).toMatchObject({ groupId: other.groupId, rules: [{ name: 'Night', result: 'matched' }] })
    const outside = await previewDispatch({ ...like(), draft, at: '2026-11-24T14:00:00Z' })
    expect(outside).toMatchObject({ groupId: s.groupId, rules: [{ result: 'failed', failed: ['time'] }] })
    expect(await listRules()).toEqual([])
    expect((await pool().query('select 1 from conversations')).rowCount).toBe(0)
  })

  it('serves the owner of the order first', async () => {
    const other = await buildScenario([{ name: 'Owner' }])
    await saveOrder('B-2', orderInput.parse({ owner: other.agents.Owner }))
    const decision = await previewDispatch({ ...like(), orderId: 'B-2' })
    expect(decision).toMatchObject({ reason: 'order_owner', agentId: other.agents.Owner })
  })
})

describe('the replay', () => {
  async function cameBy(topic: string, language: string, initiator = 'customer'): Promise<void> {
    const [customer, thread] = [await addCustomer(), newId()]
    await pool().query('insert into threads(id, customer_id, initiator, topic) values ($1, $2, $3, $4)', [
      ...[thread, customer, initiator, topic],
    ])
    await pool().query(
      `insert into conversations(id, thread_id, customer_id, channel_id, status, language, entered_at, ended_at)
       values ($1, $2, $3, $4, 'ended', $5, now(), now())`,
      [newId(), thread, customer, s.channelId, language],
    )
  }

  it('tells of those who came last who would have gone elsewhere, and changes nothing', async () => {
    const other = await buildScenario([{ name: 'B' }])
    await cameBy('general', 'zh-CN')
    await cameBy('order:7', 'en')
    await cameBy('product:lamps', 'en')
    await cameBy('general', 'zh', 'agent')
    const to = ruleOf('Chinese', { groupId: other.groupId, conditions: { languages: ['zh'] } })
    const replay = await replayRule({ id: null, rule: to })
    expect(replay).toMatchObject({ asked: 3, moved: 1, taken: { before: 0, after: 1 } })
    expect(replay.moves).toEqual([{ from: `Group ${s.groupId}`, to: `Group ${other.groupId}`, count: 1 }])
    const bought = ruleOf('Bought', { groupId: other.groupId, conditions: { stages: ['after_sale'] } })
    expect(await replayRule({ id: null, rule: bought })).toMatchObject({ moved: 1 })
    const lamps = ruleOf('Lamps', { groupId: other.groupId, conditions: { productCategories: ['lamps'] } })
    const id = await make('Lamps', lamps)
    expect(await replayRule({ id, rule: { ...lamps, enabled: false } })).toMatchObject({
      ...{ moved: 1, taken: { before: 1, after: 0 } },
    })
    expect(await names()).toEqual(['Lamps'])
  })
})
