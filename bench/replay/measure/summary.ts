import type { Agent } from '../actors/agent'
import type { Case } from '../actors/case'
import type { World } from '../actors/world'
import type { Trace } from '../input/trace'
import { type Estimated, type EstimateFacts, judgeEstimates } from './estimates'
import type { Finding } from './look-up'
import { type Spread, spreadOf } from './statistics'

/** See README.md for what each number means. */
export type Summary = {
  offered: number
  direct: number
  queued: number
  offline: number
  abandoned: number
  waitSeconds: Spread
  accepted: number
  stored: number
  delivered: number
  lost: number
  duplicated: number
  outOfOrder: number
  overruns: number
  decisions: number
  errors: Record<string, number>
  /** Messages of customers who left before anybody came. */
  withoutReader: number
  unacknowledged: number
  unfinished: number
  trace: {
    calls: number
    phantoms: number
    malformed: number
    served: number
    gaveUp: number
    waitSeconds: Spread
  }
  dialogueLinesMalformed: number
  /** Of the first estimate that each customer was told, in seconds of the wall. */
  estimate: EstimateFacts
  /** Answers of customers who were asked because a queue was too long or too slow. */
  chosen: { wait: number; message: number; group: number }
  speed: { asked: number; reached: number }
  /** How far the replay fell behind the wall's clock, seconds of the wall. */
  lagSeconds: number
  wallSeconds: number
  requests: number
  /** Milliseconds until the answer, per kind of request, as this machine saw them. */
  latencyMs: Record<string, Spread & { count: number }>
  retries: Record<string, number>
  reconnects: number
  agents: number
  placesMost: number
  interrupted: boolean
}

export type Measured = {
  world: World
  agents: Agent[]
  findings: Map<Case, Finding>
  trace: Trace
  dialogueLinesMalformed: number
  run: Pick<Summary, 'speed' | 'lagSeconds' | 'wallSeconds' | 'requests' | 'interrupted'>
}

const sum = <T>(items: Iterable<T>, value: (item: T) => number): number => {
  let total = 0
  for (const item of items) total += value(item)
  return total
}

export function summarise({
  world,
  agents,
  findings,
  trace,
  dialogueLinesMalformed,
  run,
}: Measured): Summary {
  const cases = [...world.cases.values()]
  const found = [...findings.values()]
  const readers = [...cases.map(({ reader }) => reader), ...agents.flatMap((agent) => [...agent.allReaders])]
  const messages = countMessages(cases)
  const typed = (type: Finding['creationType']) => found.filter((f) => f.creationType === type).length
  const waits = found.flatMap((finding) => waitOf(world, finding))
  return {
    offered: cases.length,
    direct: typed('direct'),
    queued: typed('queued'),
    offline: typed('offline'),
    abandoned: cases.filter((c) => c.ended && findings.get(c)?.creationType === null).length,
    waitSeconds: spreadOf(waits.map((ms) => ms / 1000)),
    accepted: messages.accepted,
    stored: sum(found, (f) => f.stored),
    delivered: messages.delivered,
    lost: sum(found, (f) => f.missing) + messages.undelivered,
    duplicated: sum(readers, (r) => r.duplicated) + sum(found, (f) => f.doubled),
    outOfOrder: sum(readers, (r) => r.outOfOrder),
    overruns: sum(agents, (agent) => agent.places.overruns),
    decisions: sum(found, (f) => f.decisions),
    errors: world.tally.errors,
    withoutReader: messages.withoutReader,
    unacknowledged: sum(found, (f) => f.unacknowledged),
    unfinished: cases.filter((c) => !c.ended).length,
    trace: traceFacts(trace),
    dialogueLinesMalformed,
    estimate: judgeEstimates(pairsOf(findings)),
    chosen: {
      wait: cases.filter(({ chosen }) => chosen === 'wait').length,
      message: cases.filter(({ chosen }) => chosen === 'message').length,
      group: cases.filter(({ chosen }) => chosen === 'group').length,
    },
    ...run,
    latencyMs: Object.fromEntries(
      [...world.tally.answered].map(([kind, ms]) => [kind, { count: ms.length, ...spreadOf(ms) }]),
    ),
    retries: world.tally.retries,
    reconnects: world.tally.reconnects,
    agents: agents.length,
    placesMost: Math.max(0, ...agents.map((agent) => agent.places.most)),
  }
}

/** What must not have happened; empty = the replay passed. */
export function faultsOf(s: Summary): string[] {
  const faults = (['lost', 'duplicated', 'outOfOrder', 'overruns'] as const)
    .filter((name) => s[name] > 0)
    .map((name) => `${name}: ${s[name]}`)
  if (s.offered !== s.trace.calls)
    faults.push(`offered ${s.offered}, but the trace has ${s.trace.calls} calls`)
  if (s.stored !== s.accepted) faults.push(`stored ${s.stored}, but ${s.accepted} were accepted`)
  return faults
}

export function countMessages(cases: Pick<Case, 'said' | 'taken'>[]) {
  const count = { accepted: 0, delivered: 0, undelivered: 0, withoutReader: 0 }
  for (const { said, taken } of cases) {
    for (const { accepted, delivered, by } of said.values()) {
      if (!accepted) continue
      count.accepted += 1
      if (delivered) count.delivered += 1
      else if (by === 'customer' && !taken) count.withoutReader += 1
      else count.undelivered += 1
    }
  }
  return count
}

/** In the trace's time; a direct one has not waited. */
function waitOf(world: World, { creationType, enteredAt, assignedAt }: Finding): number[] {
  if (creationType === 'direct') return [0]
  if (creationType !== 'queued' || enteredAt === null || assignedAt === null) return []
  return [Math.max(0, world.clock.at(assignedAt) - world.clock.at(enteredAt))]
}

function traceFacts({ calls, phantoms, malformed }: Trace): Summary['trace'] {
  const served = calls.filter((call) => call.outcome === 'served')
  return {
    ...{
      calls: calls.length,
      phantoms,
      malformed,
      served: served.length,
      gaveUp: calls.length - served.length,
    },
    waitSeconds: spreadOf(served.map((call) => call.waitedMs / 1000)),
  }
}

/** Who was told an estimate, queued, and was assigned: told against waited from that moment on. */
function pairsOf(findings: Map<Case, Finding>): Estimated[] {
  const pairs: Estimated[] = []
  for (const [{ estimateSeconds, estimatedAt }, { creationType, enteredAt, assignedAt }] of findings) {
    if (estimateSeconds === null || creationType !== 'queued' || enteredAt === null || assignedAt === null)
      continue
    const waited = Math.max(0, assignedAt - (estimatedAt ?? enteredAt)) / 1000
    pairs.push({ toldSeconds: estimateSeconds, waitedSeconds: waited })
  }
  return pairs
}
