import { decideDispatch } from '@/server/modules/dispatch/domain/decide-dispatch'
import type {
  CandidateSnapshot,
  DispatchRequest,
  DispatchSnapshot,
} from '@/server/modules/dispatch/domain/types'
import type { Bench } from '../context'
import { spreadOf } from '../load/percentiles'

const CANDIDATES = 1_000

const candidate = (i: number): CandidateSnapshot => ({
  agentId: `a${String(i).padStart(5, '0')}`,
  name: `Agent ${i}`,
  enabled: true,
  status: 'online',
  ...{ statusReason: null, limit: 5, current: i % 5, groupLimit: null, groupCurrent: 0 },
  ...{ windowLimit: null, windowCount: 0, level: 1, quality: 1 + (i % 97), lastAssignedAt: i },
  ...{ offlineReceivedToday: 0, waitingAhead: 0 },
})

/** The pure decision between a thousand candidates: coefficients, order, tie-break and the record. */
export const decision: Bench = {
  name: 'decision',
  run: async ({ pick }) => {
    const request: DispatchRequest = {
      ...{ channelId: 'c', siteId: null, projectType: null, productCategory: null, categoryId: null },
      ...{ categoryAncestorIds: [], stage: null, language: null, customerTags: [], vipLevel: null },
      ...{ orderOwnerId: null, lastAgent: null, priority: 0, at: 0, waited: false, enteredAt: null },
      ...{ groupEnteredAt: null, excludeAgentIds: [], groupId: null },
    }
    const group = {
      ...({ id: 'g', name: 'Group', paused: false, openNow: true, offlineMode: 'even' } as const),
      ...{ offlineReceiverIds: [], queueLength: 0, maxQueueLength: null, maxWaitMs: null, overflow: null },
      candidates: Array.from({ length: CANDIDATES }, (_, i) => candidate(i)),
    }
    const snapshot = {
      ...{
        configVersion: 1,
        channelOpenNow: true,
        rules: [],
        defaultGroupId: 'g',
        groups: [group],
        orderOwner: null,
      },
      settings: { orderOwner: { mode: 'group', waitSeconds: 0 }, stickinessHours: null },
    } as unknown as DispatchSnapshot
    const times: number[] = []
    const rounds = pick(3_000, 20_000)
    for (let i = 0; i < rounds; i += 1) {
      const began = performance.now()
      decideDispatch(request, snapshot)
      if (i >= rounds / 3) times.push((performance.now() - began) * 1000)
    }
    const { p50, p99 } = spreadOf(times)
    const name = `${CANDIDATES} candidates: median`
    return [
      {
        bench: 'decision',
        name,
        value: p50,
        unit: 'µs',
        bar: { atMost: 100 },
        note: `p99 ${p99.toFixed(0)} µs`,
      },
    ]
  },
}
