import fc from 'fast-check'
import { aGroup, aRequest } from './snapshot.fixture'
import type { CandidateSnapshot, DispatchRequest, GroupSnapshot } from './types'

/** Generators for property tests: small numbers on purpose, so that ties, full agents and zeros are common. */
const limit = fc.integer({ min: 0, max: 6 })

const fields = {
  name: fc.constantFrom('Ann', 'Bo', 'Chen'),
  enabled: fc.constant(true),
  status: fc.constantFrom('online' as const, 'online' as const, 'busy' as const, 'offline' as const),
  statusReason: fc.constant(null),
  limit,
  current: fc.integer({ min: 0, max: 7 }),
  groupLimit: fc.option(limit),
  groupCurrent: fc.integer({ min: 0, max: 7 }),
  windowLimit: fc.option(limit, { freq: 3 }),
  windowCount: fc.integer({ min: 0, max: 7 }),
  level: fc.integer({ min: 1, max: 3 }),
  quality: fc.oneof(fc.constantFrom(0, 10, 20, 30), fc.integer({ min: 0, max: 100 })),
  lastAssignedAt: fc.option(fc.integer({ min: 1, max: 4 })),
  offlineReceivedToday: fc.integer({ min: 0, max: 4 }),
  waitingAhead: fc.constantFrom(0, 0, 0, 1, 2),
}

export function candidates(maxLength = 8): fc.Arbitrary<CandidateSnapshot[]> {
  const one = fc.record({ agentId: fc.integer({ min: 0, max: 999 }).map((n) => `a${n}`), ...fields })
  const disabled = one.map((candidate) => ({ ...candidate, enabled: false }))
  const either = fc.oneof({ weight: 6, arbitrary: one }, { weight: 1, arbitrary: disabled })
  return fc.uniqueArray(either, { selector: (candidate) => candidate.agentId, maxLength })
}

export const group: fc.Arbitrary<GroupSnapshot> = fc
  .record({
    members: candidates(),
    offlineMode: fc.constantFrom('even' as const, 'quality' as const),
    openNow: fc.constantFrom(true, true, true, false),
    paused: fc.constantFrom(false, false, false, true),
    maxQueueLength: fc.option(fc.integer({ min: 0, max: 3 })),
    queueLength: fc.integer({ min: 0, max: 4 }),
    named: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
  })
  .map(({ members, named, ...changes }) =>
    aGroup(members, {
      ...changes,
      offlineReceiverIds: named.flatMap((index) => members[index]?.agentId ?? []),
    }),
  )

export const request: fc.Arbitrary<DispatchRequest> = fc
  .record({ waited: fc.boolean(), priority: fc.integer({ min: 0, max: 3 }) })
  .map(aRequest)
