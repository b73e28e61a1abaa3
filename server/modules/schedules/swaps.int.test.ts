import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { answerSwap, decideSwap } from './actions/answer-swap'
import { enterLeave } from './actions/ask-leave'
import { getMyRequests } from './actions/list-requests'
import { getMySchedule } from './actions/my-schedule'
import { listMateShifts, listSwapMates, offerSwap, withdrawSwap } from './actions/offer-swap'
import { publishRoster } from './actions/publish-roster'
import { voidSwaps } from './actions/void-swaps'
import { personOf, publishShift } from './testing/requests'

useTestDatabase()

const NOW = Date.UTC(2026, 10, 21, 9)
let [mei, bo, ann, lead]: Principal[] = []

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, roles, audit_entries cascade')
  const { agents, groupId } = await buildScenario([{ name: 'Mei' }, { name: 'Bo' }, { name: 'Ann' }])
  const agent = (name: string) => personOf(agents[name] ?? '', name, 'agent', [groupId])
  mei = agent('Mei')
  bo = agent('Bo')
  ann = agent('Ann')
  lead = personOf(await addUser('Katrin'), 'Katrin', 'supervisor')
  setClock(() => new Date(NOW))
})
afterEach(() => setClock(undefined))

const people = () => ({
  mei: mei as Principal,
  bo: bo as Principal,
  ann: ann as Principal,
  lead: lead as Principal,
})
const offer = (entryId: string, to: Principal | null, toEntryId: string | null = null) =>
  offerSwap(people().mei, { entryId, toAgentId: to?.userId ?? null, toEntryId, note: '' })
const accept = (who: Principal, id: string, version = 1) =>
  answerSwap(who, { id, version, accept: true, note: '' })
const decide = (id: string, changes: object = {}) =>
  decideSwap(people().lead, { id, version: 2, approve: true, note: '', onPurpose: false, ...changes })
const holders = async (...ids: string[]) => {
  const { rows } = await pool().query('select id, agent_id from roster_entries where id = any($1)', [ids])
  return ids.map((id) => rows.find((row) => row.id === id)?.agent_id)
}
const spanHolders = async (id: string) =>
  (await pool().query('select agent_id, kind from shifts where entry_id = $1 order by kind', [id])).rows
const stateOf = async (id: string) =>
  (await pool().query('select status, decision_note as note from swap_requests where id = $1', [id])).rows[0]
const told = async (who: Principal) =>
  (await pool().query('select kind from notices where user_id = $1 order by at, id', [who.userId])).rows.map(
    ({ kind }) => kind,
  )

describe('a swap', () => {
  it('of two shifts: offered, accepted, approved; entries and published spans change hands together', async () => {
    const { mei, bo } = people()
    const [mine, theirs] = [
      await publishShift(mei.userId, '2026-12-01'),
      await publishShift(bo.userId, '2026-12-03'),
    ]
    const { id } = await offer(mine, bo, theirs)
    expect((await getMyRequests(bo)).offers.map((one) => one.id)).toEqual([id])
    await accept(bo, id)
    expect(await holders(mine, theirs)).toEqual([mei.userId, bo.userId])
    await decide(id)
    expect(await holders(mine, theirs)).toEqual([bo.userId, mei.userId])
    expect(await spanHolders(mine)).toEqual([
      { agent_id: bo.userId, kind: 'break' },
      { agent_id: bo.userId, kind: 'shift' },
    ])
    const { shifts } = await getMySchedule(mei, { from: '2026-11-30', days: 7 })
    expect(shifts.map(({ entryId, breaks }) => [entryId, breaks.length])).toEqual([[theirs, 1]])
    expect(await told(mei)).toEqual(['swap_accepted', 'swap_approved'])
    expect(await told(bo)).toEqual(['swap_offered', 'swap_approved'])
  })

  it('of an open offer goes to one of two who accept at the same time, and the other is told so', async () => {
    const { mei, bo, ann } = people()
    const { id } = await offer(await publishShift(mei.userId, '2026-12-01'), null)
    const both = await Promise.allSettled([accept(bo, id), accept(ann, id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ code: 'conflict', data: { reason: 'taken' } })
    expect(await told(mei)).toEqual(['swap_accepted'])
  })

  it('needs nobody to approve where the organisation says so; one of two wins there too', async () => {
    const { mei, bo, ann } = people()
    await pool().query(`update organization set settings = '{"swapsNeedApproval": false}'`)
    const entry = await publishShift(mei.userId, '2026-12-01')
    const { id } = await offer(entry, null)
    const both = await Promise.allSettled([accept(bo, id), accept(ann, id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = both[0]?.status === 'fulfilled' ? bo : ann
    expect(await holders(entry)).toEqual([winner.userId])
    expect(await stateOf(id)).toMatchObject({ status: 'approved' })
  })

  it('that makes a conflict is refused with what it is, unless it is on purpose', async () => {
    const { mei, bo, lead } = people()
    const entry = await publishShift(mei.userId, '2026-12-01')
    const { id } = await offer(entry, bo)
    await accept(bo, id)
    const times = { kind: 'days' as const, firstDay: '2026-12-01', lastDay: '2026-12-01' }
    await enterLeave(lead, { agentId: bo.userId, kind: 'vacation', times, note: '' })
    await expect(decide(id)).rejects.toMatchObject({
      code: 'conflict',
      data: { reason: 'conflicts', conflicts: [{ kind: 'leave', name: 'Bo', day: '2026-12-01' }] },
    })
    expect(await holders(entry)).toEqual([mei.userId])
    await decide(id, { onPurpose: true })
    expect(await holders(entry)).toEqual([bo.userId])
  })

  it.each([
    [
      'was published anew',
      `update roster_entries set published = jsonb_set(published, '{segments,0,until}', '900') where id = $1`,
      'changed',
    ],
    [
      'has a change that waits',
      `update roster_entries set segments = jsonb_set(segments, '{0,until}', '900') where id = $1`,
      'changed',
    ],
    ['is taken out of the plan', 'update roster_entries set removed_at = now() where id = $1', 'changed'],
    ['is gone', 'delete from roster_entries where id = $1', 'gone'],
  ])('is void once its shift %s', async (_, change, reason) => {
    const { mei, bo } = people()
    const entry = await publishShift(mei.userId, '2026-12-01')
    const { id } = await offer(entry, bo)
    await accept(bo, id)
    await pool().query(change, [entry])
    await expect(decide(id)).rejects.toMatchObject({ data: { reason: 'void' } })
    expect(await stateOf(id)).toEqual({ status: 'void', note: reason })
    expect((await told(bo)).at(-1)).toBe('swap_void')
  })

  it('whose shift is removed for good by a publication is void at once, and both are told', async () => {
    const { mei, bo, lead } = people()
    const entry = await publishShift(mei.userId, '2026-12-01')
    const { id } = await offer(entry, bo)
    await pool().query('update roster_entries set removed_at = now() where id = $1', [entry])
    await publishRoster(lead, { from: '2026-11-30', until: '2026-12-07', groupId: null, search: '' })
    expect(await stateOf(id)).toEqual({ status: 'void', note: 'gone' })
    expect((await told(bo)).at(-1)).toBe('swap_void')
    expect(await told(mei)).toContain('swap_void')
  })

  it('whose shift has begun is ended by the watch, once, in however many processes', async () => {
    const { mei, bo } = people()
    const { id } = await offer(await publishShift(mei.userId, '2026-12-01'), bo)
    expect(await voidSwaps()).toBe(0)
    setClock(() => new Date(Date.UTC(2026, 11, 1, 8)))
    const ended = await Promise.all([voidSwaps(), voidSwaps(), voidSwaps()])
    expect(ended.reduce((a, b) => a + b)).toBe(1)
    expect(await stateOf(id)).toEqual({ status: 'void', note: 'started' })
    expect(await told(mei)).toEqual(['swap_void'])
  })

  it('races with a withdrawal and a second decision: one of them counts', async () => {
    const { mei, bo } = people()
    const entry = await publishShift(mei.userId, '2026-12-01')
    const { id } = await offer(entry, bo)
    await accept(bo, id)
    const all = await Promise.allSettled([decide(id), withdrawSwap(mei, { id, version: 2 }), decide(id)])
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { status } = await stateOf(id)
    expect(await holders(entry)).toEqual([status === 'approved' ? bo.userId : mei.userId])
  })

  it('is refused for shifts that cannot be swapped and people it does not concern', async () => {
    const { mei, bo, ann } = people()
    const draft = await publishShift(mei.userId, '2026-12-01')
    await pool().query('update roster_entries set published = null where id = $1', [draft])
    const entry = await publishShift(mei.userId, '2026-12-02')
    const foreign = await publishShift(bo.userId, '2026-12-02')
    const past = await publishShift(mei.userId, '2026-11-21')
    for (const one of [draft, past])
      await expect(offer(one, bo)).rejects.toMatchObject({ data: { reason: 'not_swappable' } })
    await expect(offer(foreign, bo)).rejects.toMatchObject({ code: 'not_found' })
    await expect(offer(entry, mei)).rejects.toMatchObject({ data: { reason: 'no_mate' } })
    await expect(offer(entry, bo, entry)).rejects.toMatchObject({ code: 'not_found' })
    await pool().query('delete from group_members where agent_id = $1', [ann.userId])
    await expect(offer(entry, ann)).rejects.toMatchObject({ data: { reason: 'no_mate' } })
    const { id } = await offer(entry, null)
    await expect(offer(entry, bo)).rejects.toMatchObject({ data: { reason: 'offered_already' } })
    await expect(accept(ann, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(accept(mei, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await getMyRequests(ann)).offers).toEqual([])
    await expect(listMateShifts(ann, mei.userId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listSwapMates(mei)).map(({ name }) => name)).toEqual(['Bo'])
    expect((await listMateShifts(mei, bo.userId)).map(({ entryId }) => entryId)).toEqual([foreign])
  })
})
