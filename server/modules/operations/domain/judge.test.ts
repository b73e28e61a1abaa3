import { describe, expect, it } from 'vitest'
import type { KeptRounds, ProcessReport } from '../contract'
import { type Facts, findWrong, stateOf, stateOfProcess } from './judge'
import { mergeLoops, mergeTasks } from './merge'

const at = 1_800_000_000_000
const report = (change: Partial<ProcessReport> = {}): ProcessReport => ({
  ...{ host: 'one', pid: 1, version: '1', build: 'a', node: 'v22', rssBytes: 2e8, heapBytes: 1e8 },
  ...{ heapLimitBytes: 4e9, loopLagMs: 2, streams: 3, streamsCut: 0, messagesWaiting: 0, timersFired: 1 },
  pool: { inUse: 1, idle: 2, waiting: 0, max: 20 },
  bus: { state: 'off', receivedAt: null, sent: 0, received: 0, failed: 0, missed: 0 },
  slow: { total: 0, recent: [] },
  ...{ loops: [], jobs: [], disk: { freeBytes: 50e9, totalBytes: 100e9 } },
  ...change,
})
const process = (change: Partial<ProcessReport> = {}, silentMs = 0) => ({
  ...{ id: 'p', seenAt: at - silentMs, report: report(change) },
})
const loop = {
  ...{ name: 'timers', everyMs: 1_000, lastAt: at, lastOkAt: at, lastMs: 3, nextAt: at + 1_000 },
}
const well: Facts = {
  at,
  database: {
    ...{ version: '17.2', sizeBytes: 1, connections: 10, maxConnections: 100, oldestTransactionSeconds: 0 },
    ...{ standby: false, replicas: 0, replicaLagSeconds: 0, migrations: 80, lastMigration: 'x' },
  },
  ...{ slowLately: 0, processes: [process()], tasks: [], timers: { lagSeconds: 0.4 } },
  loops: [{ ...loop, failures: 0, lastErrorAt: null, lastError: null }],
  outbox: [{ kind: 'im', pending: 2, oldestSeconds: 3, failed: 0 }],
}
const task = {
  ...{ name: 'mail', waiting: 1, retrying: 0, givenUp: 0, nextAt: at, lastAt: null, lastOkAt: null },
  ...{ lastMs: null, lastErrorAt: null, lastError: null, oldestSeconds: 0 },
}
const redis = (state: 'off' | 'connected' | 'broken') => ({ bus: { ...report().bus, state } })

describe('what is found', () => {
  it('is nothing where all is well', () => expect(findWrong(well)).toEqual([]))

  it.each<[string, Partial<Facts>, string, 'attention' | 'bad']>([
    ['connections', { database: { ...well.database, connections: 80 } }, 'connections_high', 'attention'],
    ['connections', { database: { ...well.database, connections: 97 } }, 'connections_high', 'bad'],
    [
      'a transaction',
      { database: { ...well.database, oldestTransactionSeconds: 700 } },
      'old_transaction',
      'bad',
    ],
    ['a replica', { database: { ...well.database, replicaLagSeconds: 31 } }, 'replica_late', 'attention'],
    ['slow statements', { slowLately: 20 }, 'slow_queries', 'attention'],
    [
      'the pool',
      { processes: [process({ pool: { ...report().pool, waiting: 3 } })] },
      'pool_waiting',
      'attention',
    ],
    ['silence', { processes: [process({}, 25_000)] }, 'process_silent', 'attention'],
    ['long silence', { processes: [process({}, 61_000)] }, 'process_silent', 'bad'],
    ['a full core', { processes: [process({ loopLagMs: 1_200 })] }, 'event_loop_slow', 'bad'],
    ['memory', { processes: [process({ heapBytes: 3.3e9 })] }, 'memory_high', 'attention'],
    ['a job given up', { tasks: [{ ...task, givenUp: 1 }] }, 'job_given_up', 'attention'],
    ['a job that waits', { tasks: [{ ...task, oldestSeconds: 901 }] }, 'job_waits', 'bad'],
    [
      'a round that stopped',
      { loops: [{ ...well.loops[0]!, lastOkAt: at - 60_000 }] },
      'loop_stalled',
      'attention',
    ],
    [
      'a round that fails',
      { loops: [{ ...well.loops[0]!, lastErrorAt: at + 1, failures: 1 }] },
      'loop_failing',
      'attention',
    ],
    ['timers', { timers: { lagSeconds: 60 } }, 'timers_late', 'bad'],
    ['Redis', { processes: [process(redis('broken'))] }, 'redis_broken', 'attention'],
    [
      'mail',
      { outbox: [{ kind: 'reply_mails', pending: 1, oldestSeconds: 700, failed: 0 }] },
      'outbox_waits',
      'attention',
    ],
    [
      'a webhook',
      { outbox: [{ kind: 'webhooks', pending: 0, oldestSeconds: 0, failed: 2 }] },
      'outbox_failed',
      'attention',
    ],
    [
      'the disk',
      { processes: [process({ disk: { freeBytes: 9e9, totalBytes: 100e9 } })] },
      'disk_low',
      'attention',
    ],
    [
      'a full disk',
      { processes: [process({ disk: { freeBytes: 4e8, totalBytes: 1e9 } })] },
      'disk_low',
      'bad',
    ],
  ])('%s', (_, change, code, state) => {
    const findings = findWrong({ ...well, ...change })
    expect(findings).toMatchObject([{ code, state }])
    const { parts, state: whole } = stateOf(findings)
    expect([whole, parts[findings[0]!.part]]).toEqual([state, state])
    expect(Object.values(parts).filter((one) => one !== 'ok')).toHaveLength(1)
  })

  it('misses Redis only where several processes would need it', () => {
    const codes = (processes: Facts['processes']) => findWrong({ ...well, processes }).map(({ code }) => code)
    expect(codes([process()])).toEqual([])
    expect(codes([process(), process({ pid: 2 })])).toEqual(['redis_missing'])
    expect(codes([process(redis('connected')), process({ pid: 2, ...redis('connected') })])).toEqual([])
  })

  it('says of a silent process nothing else, and of two versions that they differ', () => {
    const old = { loopLagMs: 5_000, version: '0', pool: { ...report().pool, waiting: 9 } }
    const silent = process({ ...old, pid: 9 }, 120_000)
    expect(findWrong({ ...well, processes: [process(), silent] }).map(({ code }) => code)).toEqual([
      'process_silent',
    ])
    const processes = [process(redis('connected')), process({ pid: 2, version: '2', ...redis('connected') })]
    const findings = findWrong({ ...well, processes })
    expect(findings.map(({ code }) => code)).toEqual(['versions_differ'])
    expect(stateOfProcess(findings, 'one', 1)).toBe('ok')
  })

  it('speaks of a disk once, however many processes write to it', () => {
    const full = { disk: { freeBytes: 4e8, totalBytes: 1e9 } }
    const processes = [
      process({ pid: 2, ...full }, 1_000),
      process({ pid: 3, disk: null }, 2_000),
      process(full),
    ]
    expect(findWrong({ ...well, processes }).filter(({ part }) => part === 'disk')).toHaveLength(1)
  })

  it('begins with what is bad', () => {
    const findings = findWrong({ ...well, timers: { lagSeconds: 90 }, slowLately: 99 })
    expect(findings.map(({ state }) => state)).toEqual(['bad', 'attention'])
  })
})

describe('what several processes say of the same', () => {
  const kept = (change: Partial<KeptRounds>): KeptRounds => ({
    ...{ name: 'tail', everyMs: 1_000, runs: 1, failures: 0, lastAt: at, lastMs: 1, lastOkAt: at },
    ...{ lastErrorAt: null, lastError: null, ...change },
  })

  it('is the newest of each, whoever is asked first', () => {
    const failed = {
      lastOkAt: at - 5_000,
      lastErrorAt: at - 9,
      lastError: 'Error: x',
      failures: 2,
      lastMs: 9,
    }
    const a = report({ loops: [kept({ ...failed, lastAt: at - 9 })] })
    const b = report({ loops: [kept({ lastMs: 4 })] })
    const expected = [
      {
        ...{ name: 'tail', everyMs: 1_000, lastAt: at, lastOkAt: at, lastMs: 4, nextAt: at + 1_000 },
        ...{ failures: 2, lastErrorAt: at - 9, lastError: 'Error: x' },
      },
    ]
    expect(mergeLoops([a, b])).toEqual(expected)
    expect(mergeLoops([b, a])).toEqual(expected)
  })

  it('has a job that waits and has never run, and one that ran and waits no more', () => {
    const waiting = {
      task: 'b',
      waiting: 2,
      retrying: 1,
      givenUp: 0,
      nextAt: at,
      oldestSeconds: 7,
      lastError: 'Error: y',
    }
    const tasks = mergeTasks([report({ jobs: [kept({ name: 'a', everyMs: null })] })], [waiting])
    expect(tasks).toMatchObject([
      { name: 'a', waiting: 0, lastOkAt: at },
      { name: 'b', waiting: 2, lastOkAt: null, lastError: 'Error: y' },
    ])
  })
})
