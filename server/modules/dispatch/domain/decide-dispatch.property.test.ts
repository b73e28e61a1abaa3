import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CandidateView, DispatchDecision } from '../contract'
import { dispatchDecision } from '../contract'
import { decideDispatch } from './decide-dispatch'
import { explainDecision } from './explain'
import { candidates, group, request } from './snapshot.arbitrary'
import { aGroup, anAgent, aRequest, aSnapshot } from './snapshot.fixture'
import type { CandidateSnapshot, GroupSnapshot } from './types'

const decide = (asked: ReturnType<typeof aRequest>, only: GroupSnapshot) =>
  decideDispatch(asked, aSnapshot([only]))

function snapshotOf(only: GroupSnapshot, decision: DispatchDecision): CandidateSnapshot {
  return only.candidates.find((candidate) => candidate.agentId === decision.agentId)!
}

/** The rule book's coefficient, written down a second time with nothing but whole numbers. */
function exactProduct(candidate: CandidateSnapshot): { over: bigint; under: bigint } {
  const limits: [number, number][] = [[candidate.limit, candidate.current]]
  if (candidate.groupLimit !== null) limits.push([candidate.groupLimit, candidate.groupCurrent])
  if (candidate.windowLimit !== null) limits.push([candidate.windowLimit, candidate.windowCount])
  const spaces = limits.map(([limit, current]) => ({
    over: limit <= current ? 0n : BigInt(limit - current),
    under: BigInt(limit || 1),
  }))
  const least = spaces.reduce((a, b) => (b.over * a.under < a.over * b.under ? b : a))
  const there = candidate.enabled && candidate.status === 'online' && candidate.waitingAhead === 0
  return { over: there ? least.over * BigInt(candidate.quality) : 0n, under: least.under }
}

test('never assigns to anyone offline, busy, disabled, without room, of weight 0 or with customers waiting', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      if (decision.outcome !== 'assign') return
      const chosen = snapshotOf(only, decision)
      expect(chosen).toMatchObject({ enabled: true, status: 'online', waitingAhead: 0 })
      expect(chosen.quality).toBeGreaterThan(0)
      expect(chosen.current).toBeLessThan(chosen.limit)
      expect(chosen.groupCurrent).toBeLessThan(chosen.groupLimit ?? Number.POSITIVE_INFINITY)
      expect(chosen.windowCount).toBeLessThan(chosen.windowLimit ?? Number.POSITIVE_INFINITY)
    }),
    { numRuns: 500 },
  )
})

test('assigns exactly when an open, running group has a coefficient above 0, to the highest of the top level', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      const able = only.candidates.filter((candidate) => exactProduct(candidate).over > 0n)
      expect(decision.outcome === 'assign').toBe(able.length > 0 && only.openNow && !only.paused)
      if (decision.outcome !== 'assign') return
      const chosen = snapshotOf(only, decision)
      expect(chosen.level).toBe(Math.max(...able.map((candidate) => candidate.level)))
      const best = exactProduct(chosen)
      for (const rival of able.filter((candidate) => candidate.level === chosen.level)) {
        const other = exactProduct(rival)
        expect(other.over * best.under <= best.over * other.under).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('of equal coefficients the one idle longest wins, then the smaller id, and the record says which', () => {
  const idle = (candidate: CandidateSnapshot) => candidate.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      if (decision.outcome !== 'assign') return
      const chosen = snapshotOf(only, decision)
      const best = exactProduct(chosen)
      const equals = only.candidates.filter((rival) => {
        const other = exactProduct(rival)
        const same = other.over > 0n && other.over * best.under === best.over * other.under
        return same && rival.level === chosen.level && rival.agentId !== chosen.agentId
      })
      for (const rival of equals) {
        const first =
          idle(chosen) < idle(rival) || (idle(chosen) === idle(rival) && chosen.agentId < rival.agentId)
        expect(first).toBe(true)
      }
      const byId = equals.some((rival) => idle(rival) === idle(chosen))
      expect(decision.tieBreak).toBe(equals.length === 0 ? 'none' : byId ? 'id' : 'longest_idle')
    }),
    { numRuns: 500 },
  )
})

test('the order in which candidates were read never changes the decision', () => {
  const shuffled = group.chain((only) =>
    fc
      .shuffledSubarray(only.candidates, { minLength: only.candidates.length })
      .map((order) => [only, { ...only, candidates: order }] as const),
  )
  fc.assert(
    fc.property(request, shuffled, (asked, [one, other]) => {
      expect(decide(asked, other)).toEqual(decide(asked, one))
    }),
  )
})

test('queues when anybody enabled is there but nobody able; takes a message only when all are offline', () => {
  fc.assert(
    fc.property(request, candidates(), (asked, members) => {
      const decision = decide(asked, aGroup(members))
      const enabled = members.filter((candidate) => candidate.enabled)
      if (decision.outcome === 'assign') return
      const there = enabled.some((candidate) => candidate.status !== 'offline')
      expect(decision.outcome).toBe(there ? 'queue' : enabled.length > 0 ? 'offline' : 'unassigned')
    }),
  )
})

test('more room, a higher weight or longer idleness never loses the winner the conversation', () => {
  const better = [
    (candidate: CandidateSnapshot) => ({ ...candidate, current: Math.max(0, candidate.current - 1) }),
    (candidate: CandidateSnapshot) => ({ ...candidate, quality: candidate.quality + 7 }),
    (candidate: CandidateSnapshot) => ({ ...candidate, lastAssignedAt: 0 }),
  ]
  fc.assert(
    fc.property(request, group, fc.constantFrom(...better), (asked, only, improve) => {
      const decision = decide(asked, only)
      if (decision.outcome !== 'assign') return
      const improved = only.candidates.map((candidate) =>
        candidate.agentId === decision.agentId ? improve(candidate) : candidate,
      )
      expect(decide(asked, { ...only, candidates: improved }).agentId).toBe(decision.agentId)
    }),
  )
})

test('members who could not have won change nothing by leaving', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      if (decision.outcome !== 'assign') return
      const out = (id: string) => decision.candidates.find((view) => view.agentId === id)?.excluded !== null
      const able = only.candidates.filter((candidate) => !out(candidate.agentId))
      expect(decide(asked, { ...only, candidates: able }).agentId).toBe(decision.agentId)
    }),
  )
})

test('assigning one after the other fills every place of a group and never one more', () => {
  fc.assert(
    fc.property(candidates(5), (members) => {
      const state = members.map((candidate) => ({ ...candidate, waitingAhead: 0 }))
      const before = new Map(state.map((candidate) => [candidate.agentId, candidate.current]))
      for (let call = 0; call < 60; call++) {
        const decision = decide(aRequest(), aGroup(state))
        if (decision.outcome !== 'assign') break
        const taken = state.find((candidate) => candidate.agentId === decision.agentId)!
        taken.current++
        taken.groupCurrent++
        taken.windowCount++
      }
      for (const { agentId, ...candidate } of state) {
        if (candidate.current > before.get(agentId)!)
          expect(candidate.current).toBeLessThanOrEqual(candidate.limit)
        const room = Math.min(
          candidate.limit - candidate.current,
          (candidate.groupLimit ?? 99) - candidate.groupCurrent,
          (candidate.windowLimit ?? 99) - candidate.windowCount,
        )
        const serves = candidate.enabled && candidate.status === 'online' && candidate.quality > 0
        if (serves) expect(room).toBeLessThanOrEqual(0)
      }
    }),
  )
})

test('a message always finds an enabled receiver, a named one where one is enabled, and nobody busy before the online', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, { ...only, openNow: false })
      const enabled = only.candidates.filter((candidate) => candidate.enabled)
      expect(decision.outcome).toBe(enabled.length > 0 ? 'offline' : 'unassigned')
      if (decision.outcome !== 'offline') return
      const receiver = snapshotOf(only, decision)
      const named = enabled.filter((candidate) => only.offlineReceiverIds.includes(candidate.agentId))
      const pool = named.length > 0 ? named : enabled
      expect(pool).toContain(receiver)
      if (pool.some((candidate) => candidate.status === 'online')) expect(receiver.status).not.toBe('busy')
      expect(decision.warnings.includes('receivers_unavailable')).toBe(
        only.offlineReceiverIds.length > 0 && named.length === 0,
      )
    }),
  )
})

test('every decision survives its own schema unchanged, so the stored record is the decision', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      expect(dispatchDecision.parse(decision)).toEqual(decision)
    }),
  )
})

test('the numbers of the explanation are those of the decision', () => {
  fc.assert(
    fc.property(request, group, (asked, only) => {
      const decision = decide(asked, only)
      const statements = explainDecision(decision)
      expect(statements.some(({ key }) => key === `outcome.${decision.reason}`)).toBe(true)
      const winner = statements.find(({ key }) => key === 'winner')
      expect(winner !== undefined).toBe(decision.outcome === 'assign')
      if (winner !== undefined) {
        const { basis, quality, product } = decision.winner!
        expect(winner.params).toMatchObject({ limit: basis.limit, free: basis.free, quality, product })
        expect(product).toBeCloseTo((basis.free / basis.limit) * (quality / decision.qualitySum), 12)
      }
      const out = statements.filter(({ key }) => key.startsWith('notConsidered.'))
      expect(out.length).toBe(decision.candidates.filter((view) => view.excluded !== null).length)
    }),
  )
})

test('a record of many candidates keeps the winner and the best 20, and the counts add up', () => {
  const many = fc.integer({ min: 45, max: 120 }).chain((size) =>
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 })), {
      minLength: size,
      maxLength: size,
    }),
  )
  fc.assert(
    fc.property(many, fc.integer({ min: 0, max: 44 }), (numbers, last) => {
      const members = numbers.map(([current, quality], index) => anAgent(`a${index}`, { current, quality }))
      const sticky = aRequest({ lastAgent: { agentId: `a${last}`, at: aRequest().at } })
      const settings = { orderOwner: { mode: 'group' as const, waitSeconds: 0 }, stickinessHours: 1 }
      const decision = decideDispatch(sticky, aSnapshot([aGroup(members)], { settings }))
      expect(decision.candidates.length).toBe(members.length > 50 ? 20 : members.length)
      const counted = Object.values(decision.omitted.byReason).reduce((sum, count) => sum + count, 0)
      expect(counted).toBe(decision.omitted.count)
      expect(decision.candidates.length + counted).toBe(members.length)
      const kept = decision.candidates.map((view: CandidateView) => view.agentId)
      if (decision.outcome === 'assign') expect(kept[0]).toBe(decision.agentId)
    }),
    { numRuns: 50 },
  )
})
