import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { forgetPrincipals } from '@/server/modules/accounts'
import { inviteRating, rateConversation, sendMessage } from '@/server/modules/conversations'
import { openConversation } from '@/server/modules/dispatch'
import { nowMs, setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { acknowledgeAlarm, listAlarms, listOwnAlarms } from './actions/alarms'
import { followUp, listFollowUps } from './actions/follow-up'
import { createAlarmRule, deleteAlarmRule, updateAlarmRule } from './actions/save-alarm-rule'
import { sendDeliveries, webhookSecret } from './actions/send-deliveries'
import { sweepAlarms } from './actions/sweep-alarms'
import { type AlarmRuleSettings, alarmRuleSettings, listAlarmsInput, listFollowUpsInput } from './contract'
import { listRules } from './store/alarm-rules'

useTestDatabase()

let offset = 0
let defaults: Awaited<ReturnType<typeof listRules>> = []
beforeAll(async () => {
  defaults = await listRules()
})
beforeEach(async () => {
  offset = 0
  setClock(() => new Date(Date.now() + offset))
  await pool().query('delete from alarms')
  await pool().query('delete from alarm_rules')
  await pool().query('delete from queue_entries')
  await pool().query(`update conversations set ended_at = now(), status = 'ended' where ended_at is null`)
})
afterEach(() => setClock(undefined))
const later = (seconds: number) => {
  offset += seconds * 1_000
}

const principal = (userId: string, role: keyof typeof builtInRoles): Principal => ({
  ...{ userId, name: role, agentId: null, roles: [role], groupIds: [], scopeGroupIds: [] },
  permissions: builtInRoles[role].permissions,
})
const admin = principal(newId(), 'administrator')

const rule = (change: Partial<AlarmRuleSettings>): AlarmRuleSettings => ({
  ...{ name: 'Test', kind: 'no_reply', level: 'warning', threshold: 60 },
  scope: { groupIds: [], channelIds: [] },
  receivers: { owner: true, userIds: [], roleKeys: [] },
  ...{ repeatSeconds: null, webhookUrl: null, enabled: true },
  ...change,
})

async function conversation() {
  const s = await buildScenario([{ name: 'Mei' }])
  const customerId = await addCustomer()
  const { conversationId } = await openConversation({
    ...{ customerId, channelId: s.channelId, topic: {}, categoryId: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: null },
    message: null,
  })
  return { ...s, customerId, conversationId, agentId: s.agents.Mei ?? '' }
}
const reply = (c: { conversationId: string; agentId: string }) =>
  sendMessage({
    ...{ conversationId: c.conversationId, senderKind: 'agent', senderId: c.agentId, kind: 'text' },
    ...{ clientMessageId: newId(), text: 'Hello', attachmentId: null },
  })
const alarms = async () => (await pool().query('select * from alarms order by raised_at')).rows

describe('default rules', () => {
  it('are there from the beginning, and accepted by the form that edits them', () => {
    expect(defaults.map(({ kind, level }) => `${kind} ${level}`).sort()).toEqual([
      'low_rating warning',
      'missing_from_shift warning',
      'no_reply breach',
      'no_reply warning',
      'unassigned_message warning',
    ])
    for (const { id: _i, version: _v, open: _o, ...settings } of defaults) {
      expect(alarmRuleSettings.safeParse(settings).success).toBe(true)
    }
  })
})

describe('an alarm', () => {
  it('is raised once by many sweepers at once, told to the agent, and over when its cause is gone', async () => {
    await createAlarmRule(admin, rule({}))
    const c = await conversation()
    later(59)
    expect((await sweepAlarms()).raised).toBe(0)
    later(2)
    const swept = await Promise.all(Array.from({ length: 8 }, () => sweepAlarms()))
    expect(swept.reduce((sum, { raised }) => sum + raised, 0)).toBe(1)
    expect(await alarms()).toMatchObject([
      { kind: 'no_reply', conversation_id: c.conversationId, agent_id: c.agentId, receivers: [c.agentId] },
    ])
    expect(await listOwnAlarms(principal(c.agentId, 'agent'))).toHaveLength(1)
    await reply(c)
    const resolved = await Promise.all(Array.from({ length: 8 }, () => sweepAlarms()))
    expect(resolved.reduce((sum, one) => sum + one.resolved, 0)).toBe(1)
    expect((await alarms())[0]?.resolved_at).not.toBeNull()
    expect(await listOwnAlarms(principal(c.agentId, 'agent'))).toHaveLength(0)
  })

  it('is told again every so often until somebody acknowledges it, of two only one', async () => {
    await createAlarmRule(admin, rule({ repeatSeconds: 30 }))
    await conversation()
    later(61)
    await sweepAlarms()
    later(29)
    expect((await sweepAlarms()).repeated).toBe(0)
    later(1)
    expect((await sweepAlarms()).repeated).toBe(1)
    const [row] = await alarms()
    expect(row).toMatchObject({ times_told: 2 })
    const answers = await Promise.allSettled([
      acknowledgeAlarm(admin, { id: row.id, note: 'mine' }),
      acknowledgeAlarm(admin, { id: row.id, note: 'mine too' }),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    later(300)
    expect((await sweepAlarms()).repeated).toBe(0)
    const { rows } = await listAlarms(admin, listAlarmsInput.parse({ state: 'acknowledged' }))
    expect(rows).toHaveLength(1)
  })

  it('takes the own threshold of the conversation where the rule has none', async () => {
    await createAlarmRule(admin, rule({ threshold: 0, level: 'breach' }))
    const c = await conversation()
    await pool().query(`update skill_groups set thresholds = '{"noReplyBreachMs": 20000}' where id = $1`, [
      c.groupId,
    ])
    later(19)
    expect((await sweepAlarms()).raised).toBe(0)
    later(2)
    expect((await sweepAlarms()).raised).toBe(1)
  })

  it('is told to the roles named, but only to those who may see alarms of that group', async () => {
    const c = await conversation()
    const [all, elsewhere] = [await addUser('Everywhere'), await addUser('Elsewhere')]
    await addToken(all, { 'alarms.read': 'all' })
    await addToken(elsewhere, { 'alarms.read': 'group' })
    const { rows } = await pool().query(
      'select r.key from roles r join user_roles u on u.role_id = r.id where u.user_id = any($1)',
      [[all, elsewhere]],
    )
    forgetPrincipals()
    const roleKeys = rows.map(({ key }) => key)
    await createAlarmRule(admin, rule({ receivers: { owner: false, userIds: [], roleKeys } }))
    later(61)
    await sweepAlarms()
    expect((await alarms())[0]?.receivers).toEqual([all])
    const stranger = { ...principal(elsewhere, 'agent'), permissions: { 'alarms.read': 'group' as const } }
    expect((await listAlarms(stranger, listAlarmsInput.parse({}))).total).toBe(0)
    await expect(acknowledgeAlarm(stranger, { id: (await alarms())[0]?.id, note: '' })).rejects.toMatchObject(
      {
        code: 'not_found',
      },
    )
    expect(c.groupId).toBeTruthy()
  })

  it('counts the queue, the wait in it, messages without a receiver, and who is missing from a shift', async () => {
    for (const [kind, threshold] of [
      ['queue_length', 2],
      ['queue_wait', 30],
      ['unassigned_message', 0],
      ['missing_from_shift', 300],
    ] as const)
      await createAlarmRule(
        admin,
        rule({ kind, threshold, receivers: { owner: false, userIds: [], roleKeys: [] } }),
      )
    const s = await buildScenario([
      { name: 'Full', capacity: 0 },
      { name: 'Late', status: 'offline' },
    ])
    const open = async () =>
      openConversation({
        ...{ customerId: await addCustomer(), channelId: s.channelId, topic: {}, categoryId: null },
        entry: { siteId: null, projectType: null, pageUrl: null, language: null },
        message: null,
      })
    await open()
    expect((await sweepAlarms()).raised).toBe(0)
    const second = await open()
    expect((await sweepAlarms()).raised).toBe(1)
    await pool().query(
      `insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, 'shift', $3, $4)`,
      [newId(), s.agents.Late, new Date(nowMs()), new Date(nowMs() + 3_600_000)],
    )
    later(31)
    expect((await sweepAlarms()).raised).toBe(1)
    later(270)
    expect((await sweepAlarms()).raised).toBe(1)
    await pool().query('delete from queue_entries where conversation_id = $1', [second.conversationId])
    await pool().query(
      `update conversations set creation_type = 'offline', live = false, status = 'awaiting_agent' where id = $1`,
      [second.conversationId],
    )
    expect(await sweepAlarms()).toMatchObject({ raised: 1, resolved: 1 })
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(
      ['queue_length', 'queue_wait', 'missing_from_shift', 'unassigned_message'].sort(),
    )
  })
})

describe('a rule', () => {
  it('conflicts when somebody else changed it, stands in the audit log, and its alarms end with it', async () => {
    const { id } = await createAlarmRule(admin, rule({}))
    await updateAlarmRule(admin, { id, version: 1, rule: rule({ threshold: 30 }) })
    await expect(
      updateAlarmRule(admin, { id, version: 1, rule: rule({ threshold: 90 }) }),
    ).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { threshold: 30, version: 2 } },
    })
    await conversation()
    later(31)
    expect((await sweepAlarms()).raised).toBe(1)
    await deleteAlarmRule(admin, { id, version: 2 })
    expect((await sweepAlarms()).resolved).toBe(1)
    const { rows } = await pool().query(
      `select action from audit_entries where entity = 'alarm_rule' and entity_id = $1 order by at`,
      [id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['created', 'updated', 'deleted'])
  })

  it('is refused where only some groups may be changed', async () => {
    const some = { ...admin, permissions: { 'alarms.write': 'group' as const } }
    await expect(createAlarmRule(some, rule({}))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a rating', () => {
  const low = { score: 2, tags: ['slow'], comment: 'Too long' }
  async function ended() {
    const c = await conversation()
    await reply(c)
    await pool().query(`update conversations set status = 'ended', ended_at = $2 where id = $1`, [
      c.conversationId,
      new Date(nowMs()),
    ])
    return c
  }

  it('of few stars raises an alarm and stands in the follow-up list until somebody saw to it', async () => {
    await createAlarmRule(admin, rule({ kind: 'low_rating', threshold: 2 }))
    const c = await ended()
    await rateConversation(c.conversationId, low)
    expect((await sweepAlarms()).raised).toBe(1)
    const open = listFollowUpsInput.parse({ state: 'open' })
    const { rows } = await listFollowUps(admin, open)
    expect(rows).toMatchObject([
      { id: c.conversationId, score: 2, tags: ['slow'], comment: 'Too long', source: 'closing' },
    ])
    await pool().query(
      'insert into users(id, email, name, updated_at) values ($1::uuid, lower($3), $2, now())',
      [admin.userId, 'Ada', 'ada@test.local'],
    )
    const done = await followUp(admin, { conversationId: c.conversationId, note: 'Called back' })
    expect(done).toMatchObject({ followedUpBy: 'Ada', note: 'Called back' })
    await expect(followUp(admin, { conversationId: c.conversationId, note: 'Again' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await listFollowUps(admin, open)).total).toBe(0)
    expect((await sweepAlarms()).resolved).toBe(1)
  })

  it('is taken within the window of the group, over the channel, over the organisation', async () => {
    const hour = 3_600_000
    const cases = [
      { org: null, channel: null, group: null, open: 71, shut: 72 },
      { org: 10 * hour, channel: null, group: null, open: 9, shut: 10 },
      { org: 10 * hour, channel: 5 * hour, group: null, open: 4, shut: 5 },
      { org: 10 * hour, channel: 5 * hour, group: 20 * hour, open: 19, shut: 20 },
    ]
    for (const { org, channel, group, open, shut } of cases) {
      for (const [hours, taken] of [
        [open, true],
        [shut, false],
      ] as const) {
        offset = 0
        const c = await ended()
        const set = (ms: number | null) => JSON.stringify(ms === null ? {} : { ratingWindowMs: ms })
        await pool().query(`update organization set settings = jsonb_build_object('thresholds', $1::jsonb)`, [
          set(org),
        ])
        await pool().query('update channels set thresholds = $2::jsonb where id = $1', [
          c.channelId,
          set(channel),
        ])
        await pool().query('update skill_groups set thresholds = $2::jsonb where id = $1', [
          c.groupId,
          set(group),
        ])
        later(hours * 3_600 + 60 * (taken ? 1 : 0))
        const rated = rateConversation(c.conversationId, { ...low, tags: [] })
        if (taken) await rated
        else await expect(rated).rejects.toMatchObject({ code: 'transition_refused' })
      }
    }
    await pool().query(`update organization set settings = '{}'`)
  })

  it('is asked for by the channel or by the agent, and says which', async () => {
    const c = await conversation()
    await reply(c)
    await pool().query(`update channels set settings = '{"askRating": false}' where id = $1`, [c.channelId])
    await expect(rateConversation(c.conversationId, { ...low, tags: [] })).rejects.toMatchObject({
      code: 'transition_refused',
    })
    await pool().query(`update conversations set status = 'ended', ended_at = now() where id = $1`, [
      c.conversationId,
    ])
    await expect(rateConversation(c.conversationId, { ...low, tags: [] })).rejects.toMatchObject({
      code: 'transition_refused',
    })
    await inviteRating(c.conversationId, c.agentId)
    await expect(inviteRating(c.conversationId, c.agentId)).rejects.toMatchObject({ code: 'conflict' })
    const rated = await Promise.allSettled(
      [1, 2, 3].map((score) => rateConversation(c.conversationId, { score, tags: [], comment: null })),
    )
    expect(rated.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await pool().query('select source from ratings where conversation_id = $1', [
      c.conversationId,
    ])
    expect(rows).toEqual([{ source: 'invitation' }])
  })

  it('takes only tags that are offered with that score', async () => {
    const c = await ended()
    for (const tags of [['fast'], ['nonsense']]) {
      await expect(rateConversation(c.conversationId, { ...low, tags })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'tags.0' }],
      })
    }
    await rateConversation(c.conversationId, { ...low, tags: ['slow', 'slow', 'not_solved'] })
    const { rows } = await pool().query('select tags from ratings where conversation_id = $1', [
      c.conversationId,
    ])
    expect(rows[0].tags).toEqual(['slow', 'not_solved'])
  })
})

describe('a call to another system', () => {
  it('is signed, sent once by many senders, tried again after a failure, and refused inside the network', async () => {
    const heard: { signature: string; body: string }[] = []
    let status = 500
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += piece
      heard.push({ signature: String(request.headers['switchyard-signature']), body })
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    await createAlarmRule(admin, rule({ webhookUrl }))
    await conversation()
    later(61)
    await sweepAlarms()
    expect(await sendDeliveries()).toBe(0)
    expect(heard).toHaveLength(0)
    const { rows } = await pool().query('select last_error from webhook_deliveries')
    expect(rows[0].last_error).toContain('inside this network')

    const { env } = await import('@/server/platform/env')
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
    later(3_600)
    expect(await sendDeliveries()).toBe(0)
    status = 204
    expect(await sendDeliveries()).toBe(0)
    later(3_600)
    const sent = await Promise.all([sendDeliveries(), sendDeliveries(), sendDeliveries()])
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(heard).toHaveLength(2)
    const { signature, body } = heard[1] ?? { signature: '', body: '' }
    const [t, v1] = signature.split(',').map((part) => part.split('=')[1])
    expect(v1).toBe(createHmac('sha256', webhookSecret()).update(`${t}.${body}`).digest('hex'))
    expect(JSON.parse(body)).toMatchObject({ event: 'raised', alarm: { kind: 'no_reply', state: 'open' } })
    server.close()
    vi.restoreAllMocks()
  })
})
