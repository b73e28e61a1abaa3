import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { exportProcedures } from './actions/exchange-procedures'
import { type ProcedureInput, procedureFilter, procedureInput } from './contract'
import { procedureRouter } from './procedure-router'

useTestDatabase()

let editorId = ''
let scenario: Scenario
beforeAll(async () => {
  scenario = await buildScenario([{ name: 'Mei' }, { name: 'Jon' }])
  editorId = await addUser('Sam')
})
beforeEach(async () => {
  await pool().query('delete from procedure_runs')
  await pool().query('delete from procedures')
  await pool().query('update knowledge_state set procedure_generation = procedure_generation + 1')
})

function as(role: RoleKey, userId: string, agentId: string | null = null) {
  const { permissions } = builtInRoles[role]
  const principal: Principal = {
    ...{ userId, name: `Name of ${userId.slice(-4)}`, agentId, roles: [role], permissions },
    ...{ groupIds: [], scopeGroupIds: [] },
  }
  return createCaller(procedureRouter)({ principal })
}
const editor = () => as('supervisor', editorId)
const agent = (name: string) => as('agent', scenario.agents[name] ?? '', scenario.agents[name] ?? '')

const body = (en: string, steps: unknown[], more: Partial<ProcedureInput> = {}): ProcedureInput =>
  procedureInput.parse({
    ...{ names: { en, zh: '' }, topic: '', categoryIds: [], keywords: [], steps },
    ...more,
  })
const step = (kind: string, key: string, more: object = {}) => ({
  ...{ kind, key, texts: { en: `About ${key}`, zh: '' }, ...(kind === 'ask' && { field: key }) },
  ...more,
})
const simple = [step('ask', 'order'), step('check', 'paid'), step('end', 'bye')]
async function published(procedure: ProcedureInput) {
  const { id } = await editor().create(procedure)
  await editor().change({ procedures: [{ id, version: 1 }], act: 'publish' })
  return id
}

async function conversation(name: string, more: { categoryId?: string } = {}): Promise<string> {
  const [id, threadId, customerId] = [newId(), newId(), await addCustomer()]
  const agentId = scenario.agents[name]
  await pool().query(
    `insert into threads(id, customer_id, initiator, topic) values ($1::uuid, $2, 'customer', $1::uuid::text)`,
    [threadId, customerId],
  )
  await pool().query(
    `insert into conversations(id, thread_id, customer_id, channel_id, group_id, agent_id, status, category_id)
     values ($1, $2, $3, $4, $5, $6, 'awaiting_agent', $7)`,
    [id, threadId, customerId, scenario.channelId, scenario.groupId, agentId, more.categoryId ?? null],
  )
  return id
}
const says = async (conversationId: string, text: string) =>
  pool().query(
    `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, text, created_at)
     values ($1, 1000, $2, 'customer', $2, $2, $3, now())`,
    [conversationId, newId(), text],
  )
const only = <T>(list: T[]): T => {
  const [first] = list
  if (!first) throw new Error('nothing there')
  return first
}

describe('a procedure', () => {
  it('cannot be published while it leads nowhere or round for ever, also through others', async () => {
    const a = await editor().create(body('A', simple))
    const toA = [step('say', 'on', { target: { to: 'procedure', id: a.id } })]
    const b = await editor().create(body('B', toA))
    const publish = (id: string, version: number) =>
      editor().change({ procedures: [{ id, version }], act: 'publish' })
    await expect(publish(b.id, 1)).rejects.toMatchObject({
      cause: { code: 'invalid_input', fields: [{ path: 'steps.0', code: 'procedure_missing' }] },
    })
    await publish(a.id, 1)
    await publish(b.id, 1)
    const round = [step('say', 'back', { target: { to: 'procedure', id: b.id } })]
    await editor().update({ id: a.id, version: 2, procedure: body('A', round) })
    await expect(publish(a.id, 3)).rejects.toThrow(/A, step back/)
    expect(await editor().get({ id: a.id })).toMatchObject({ state: 'changed', version: 3 })
    for (const act of ['disable', 'delete'] as const)
      await expect(editor().change({ procedures: [{ id: a.id, version: 3 }], act })).rejects.toMatchObject({
        cause: { code: 'in_use', data: { names: ['B'] } },
      })
  })

  it('conflicts on an old version, keeps publications, and comes back after it was deleted', async () => {
    const id = await published(body('Refund', simple))
    await expect(
      editor().update({ id, version: 1, procedure: body('Refund', simple) }),
    ).rejects.toMatchObject({ cause: { code: 'conflict', data: { current: { version: 2 } } } })
    await expect(editor().create(body('REFUND', simple))).rejects.toMatchObject({
      cause: { code: 'duplicate' },
    })
    await editor().update({ id, version: 2, procedure: body('Refund', [step('end', 'short')]) })
    await editor().restoreVersion({ id, version: 3, number: 1 })
    expect((await editor().get({ id })).procedure.steps).toHaveLength(3)
    await editor().change({ procedures: [{ id, version: 4 }], act: 'delete' })
    const { rows } = await editor().history({ id })
    await editor().restore({ entryId: rows[0]?.id ?? '' })
    await editor().change({ procedures: [{ id, version: 1 }], act: 'publish' })
    expect((await editor().versions({ id })).map(({ number }) => number)).toEqual([2, 1])
  })
})

describe('the offer', () => {
  it('is what stands in the category or above it, else what fits the words, and only what is in use', async () => {
    const [top, leaf] = [newId(), newId()]
    await pool().query(
      `insert into categories(id, parent_id, names) values ($1, null, '{"en": "Top"}'), ($2, $1, '{"en": "Leaf"}')`,
      [top, leaf],
    )
    const inCategory = await published(body('Of the category', simple, { categoryIds: [top] }))
    const byWords = await published(body('Broken lamp', simple, { keywords: ['lamp flickers'] }))
    await editor().create(body('A draft about a lamp', simple))
    const filed = await conversation('Mei', { categoryId: leaf })
    expect((await agent('Mei').offer({ conversationId: filed })).offered).toMatchObject([
      { id: inCategory, reason: 'category' },
    ])
    const plain = await conversation('Mei')
    await says(plain, 'my lamp flickers')
    const { offered, mayRun } = await agent('Mei').offer({ conversationId: plain })
    expect([offered[0]?.id, offered[0]?.reason, mayRun]).toEqual([byWords, 'words', true])
    await editor().change({ procedures: [{ id: byWords, version: 2 }], act: 'disable' })
    expect((await agent('Mei').offer({ conversationId: plain })).offered).toEqual([])
    await expect(agent('Jon').offer({ conversationId: plain })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a run', () => {
  it('keeps what was done, by whom and in which version, through a transfer and a new publication', async () => {
    const id = await published(body('Refund', simple))
    const conversationId = await conversation('Mei')
    const begun = await agent('Mei').start({ conversationId, procedureId: id })
    const asked = await agent('Mei').walk({ runId: begun.id, version: 1, answer: 'A-17' })
    expect(asked).toMatchObject({ state: 'running', version: 2, current: { key: 'paid' } })
    await editor().update({ id, version: 2, procedure: body('Refund', [step('end', 'other')]) })
    await editor().change({ procedures: [{ id, version: 3 }], act: 'publish' })
    await pool().query('update conversations set agent_id = $2 where id = $1', [
      conversationId,
      scenario.agents.Jon,
    ])
    await expect(agent('Mei').walk({ runId: begun.id, version: 2, answer: 'yes' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await agent('Jon').walk({ runId: begun.id, version: 2, answer: 'yes' })
    const done = await agent('Jon').walk({ runId: begun.id, version: 3 })
    expect(done).toMatchObject({ state: 'done', current: null })
    const { runs } = await agent('Jon').offer({ conversationId })
    expect(only(runs).steps.map(({ step: { key }, answer, by }) => [key, answer, by.slice(-4)])).toEqual([
      ['order', 'A-17', scenario.agents.Mei?.slice(-4)],
      ['paid', 'yes', scenario.agents.Jon?.slice(-4)],
      ['bye', null, scenario.agents.Jon?.slice(-4)],
    ])
    const { rows } = await pool().query(
      `select payload->'detail'->>'act' as act, audience from conversation_events
       where conversation_id = $1 and type = 'procedure' order by seq`,
      [conversationId],
    )
    expect(rows.map(({ act, audience }) => `${act} ${audience}`)).toEqual([
      ...['begun staff', 'step staff', 'step staff', 'done staff'],
    ])
  })

  it('takes one of two answers given at once, and one of two begun at once', async () => {
    const id = await published(body('Refund', simple))
    const conversationId = await conversation('Mei')
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => agent('Mei').start({ conversationId, procedureId: id })),
    )
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { runs } = await agent('Mei').offer({ conversationId })
    const run = only(runs)
    const answers = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((answer) => agent('Mei').walk({ runId: run.id, version: 1, answer })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const { reason } of answers.filter((one) => one.status === 'rejected'))
      expect(reason).toMatchObject({ cause: { code: 'conflict' } })
    const after = only((await agent('Mei').offer({ conversationId })).runs)
    expect([after.version, after.steps.length]).toEqual([2, 1])
  })

  it('is only read once the conversation has ended, and forgets the answers with its words', async () => {
    const id = await published(body('Refund', simple))
    const conversationId = await conversation('Mei')
    const { id: runId } = await agent('Mei').start({ conversationId, procedureId: id })
    await agent('Mei').walk({ runId, version: 1, answer: 'canary' })
    await pool().query(
      `update conversations set status = 'ended', ended_at = now(), ended_by = 'agent', end_reason = 'agent' where id = $1`,
      [conversationId],
    )
    for (const refused of [
      () => agent('Mei').walk({ runId, version: 2, answer: 'yes' }),
      () => agent('Mei').stop({ runId, version: 2 }),
      () => agent('Mei').start({ conversationId, procedureId: id }),
    ])
      await expect(refused()).rejects.toMatchObject({ cause: { code: 'conversation_ended' } })
    const before = await agent('Mei').offer({ conversationId })
    expect([before.mayRun, before.runs[0]?.steps[0]?.answer]).toEqual([false, 'canary'])
    await pool().query('update conversations set content_erased_at = now() where id = $1', [conversationId])
    const { runs } = await agent('Mei').offer({ conversationId })
    expect(JSON.stringify(runs)).not.toContain('canary')
  })

  it('goes on in another procedure, and stops at its bound', async () => {
    const second = await published(
      body('Second', [step('check', 'again', { target: { to: 'step', key: 'again' } })]),
    )
    const first = await published(
      body('First', [step('say', 'on', { target: { to: 'procedure', id: second } })]),
    )
    const conversationId = await conversation('Mei')
    let run = await agent('Mei').start({ conversationId, procedureId: first })
    run = await agent('Mei').walk({ runId: run.id, version: run.version })
    expect(run).toMatchObject({ procedureId: second, current: { key: 'again' } })
    while (run.state === 'running')
      run = await agent('Mei').walk({ runId: run.id, version: run.version, answer: 'yes' })
    expect([run.state, run.steps.length]).toEqual(['bounded', 100])
  })
})

describe('procedures as a file', () => {
  const exported = async () => {
    let all = ''
    for await (const piece of exportProcedures(procedureFilter.parse({}))) all += piece
    return all
  }
  it('come back as they went out, with their jumps, categories and publications', async () => {
    const categoryId = newId()
    await pool().query(`insert into categories(id, names) values ($1, '{"en": "Lamps", "zh": "灯"}')`, [
      categoryId,
    ])
    const target = await published(body('Target', simple, { categoryIds: [categoryId] }))
    await published(body('Source', [step('say', 'on', { target: { to: 'procedure', id: target } })]))
    await editor().create(body('Draft', [step('ask', 'q', { target: { to: 'step', key: 'q' } })]))
    const file = await exported()
    expect(await editor().import({ json: file, dryRun: false })).toMatchObject({ unchanged: 3, warnings: [] })
    await pool().query('delete from procedures')
    expect(await editor().import({ json: file, dryRun: true })).toMatchObject({
      applied: false,
      problems: [],
    })
    expect((await editor().list({})).total).toBe(0)
    const report = await editor().import({ json: file, dryRun: false })
    expect(report).toMatchObject({ applied: true, problems: [], created: { length: 3 } })
    expect(await exported()).toBe(file)
  })

  it('are taken whole or not at all, and each bad step is named', async () => {
    const good = { names: { en: 'Good' }, steps: simple }
    const bad = {
      names: { en: 'Bad' },
      steps: [step('say', 'round', { target: { to: 'step', key: 'round' } })],
    }
    const report = await editor().import({ json: JSON.stringify([good, bad]), dryRun: false })
    expect(report).toMatchObject({
      applied: false,
      problems: [{ row: 2, column: 'steps.0', code: 'bad_step', value: 'Bad: endless: round' }],
    })
    expect((await editor().list({})).total).toBe(0)
  })
})
