/**
 * Adherence (docs/metrics.md): scheduled time in the scheduled state ÷ scheduled time. A shift schedules online,
 * a break within it schedules busy; leave takes time out of the schedule. What has not happened yet is not
 * judged. Time for which no status was recorded counts as offline: nobody saw the agent there.
 */
export type PlanSpan = { kind: 'shift' | 'break' | 'leave'; startsAt: number; endsAt: number }
export type Actual = {
  status: 'online' | 'busy' | 'offline'
  source: 'connection' | 'choice' | 'roster'
  reason: string | null
  from: number
  /** null = still so. */
  until: number | null
}

/** A stretch in which both the plan and what happened stay the same; epoch ms. */
export type Stretch = {
  from: number
  until: number
  planned: 'shift' | 'break'
  status: Actual['status']
  /** null where nothing was recorded. */
  source: Actual['source'] | null
  reason: string | null
  inAdherence: boolean
}

/** Work that goes on without a gap, breaks within it included. */
export type Block = { from: number; until: number }
export type BlockResult = Block & {
  /** Nobody was there at all; then nothing came late or ended early. */
  absent: boolean
  lateMs: number
  /** 0 while it is still going on. */
  earlyMs: number
}

export type Adherence = {
  scheduledMs: number
  inMs: number
  /** Time out of adherence, by what was instead; the longest first. */
  out: {
    planned: Stretch['planned']
    status: Actual['status']
    source: Stretch['source']
    reason: string | null
    ms: number
  }[]
  blocks: BlockResult[]
}

export type Bounds = { from: number; until: number; now: number }

type Edge = { at: number; change: () => void }

/** Plan over actual within the bounds, up to now: only what was scheduled, in order, without overlaps. */
export function comparePlan(
  plan: readonly PlanSpan[],
  actual: readonly Actual[],
  { from, until, now }: Bounds,
): Stretch[] {
  const end = Math.min(until, now)
  const open = { shift: 0, break: 0, leave: 0 }
  const lasting: Actual[] = []
  const edges: Edge[] = []
  const add = (begin: number, finish: number, enter: () => void, leave: () => void) => {
    if (Math.min(finish, end) <= Math.max(begin, from)) return
    edges.push({ at: Math.max(begin, from), change: enter }, { at: Math.min(finish, end), change: leave })
  }
  for (const { kind, startsAt, endsAt } of plan)
    add(
      startsAt,
      endsAt,
      () => {
        open[kind] += 1
      },
      () => {
        open[kind] -= 1
      },
    )
  for (const span of actual)
    add(
      span.from,
      span.until ?? now,
      () => lasting.push(span),
      () => lasting.splice(lasting.indexOf(span), 1),
    )
  edges.sort((a, b) => a.at - b.at)
  const stretches: Stretch[] = []
  edges.forEach((edge, index) => {
    edge.change()
    const next = edges[index + 1]?.at
    const planned = plannedOf(open)
    if (next === undefined || next <= edge.at || !planned) return
    append(stretches, stretchOf(edge.at, next, planned, lasting.at(-1)))
  })
  return stretches
}

function plannedOf(open: Record<PlanSpan['kind'], number>): Stretch['planned'] | null {
  if (open.leave > 0) return null
  return open.break > 0 ? 'break' : open.shift > 0 ? 'shift' : null
}

function stretchOf(
  from: number,
  until: number,
  planned: Stretch['planned'],
  actual: Actual | undefined,
): Stretch {
  const status = actual?.status ?? 'offline'
  return {
    ...{ from, until, planned, status },
    source: actual?.source ?? null,
    reason: actual?.reason ?? null,
    inAdherence: status === (planned === 'shift' ? 'online' : 'busy'),
  }
}

function append(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1)
  const goesOn =
    last &&
    last.until === next.from &&
    last.planned === next.planned &&
    last.status === next.status &&
    last.source === next.source &&
    last.reason === next.reason
  if (goesOn) last.until = next.until
  else stretches.push(next)
}

/** Scheduled time without gaps; leave cuts it. */
export function blocksOf(plan: readonly PlanSpan[]): Block[] {
  const everything = { from: -Infinity, until: Infinity, now: Infinity }
  const blocks: Block[] = []
  for (const { from, until } of comparePlan(plan, [], everything)) {
    const last = blocks.at(-1)
    if (last?.until === from) last.until = until
    else blocks.push({ from, until })
  }
  return blocks
}

/**
 * One period of one agent. Late starts belong to the period in which the block begins, early ends to the one
 * in which it ends, so that a night counts each once. `plan` and `actual` reach beyond the bounds as far as
 * the blocks do; whoever measures day after day finds the blocks once.
 */
export function measureAdherence(
  wholePlan: readonly PlanSpan[],
  wholeActual: readonly Actual[],
  bounds: Bounds,
  blocks: readonly Block[] = blocksOf(wholePlan),
): Adherence {
  const touching = blocks.filter((block) => block.from < bounds.until && block.until > bounds.from)
  // What lies outside of the bounds and of their blocks says nothing here.
  const least = Math.min(bounds.from, ...touching.map((block) => block.from))
  const most = Math.max(bounds.until, ...touching.map((block) => block.until))
  const plan = wholePlan.filter(({ startsAt, endsAt }) => startsAt < most && endsAt > least)
  const actual = wholeActual.filter(({ from, until }) => from < most && (until ?? Infinity) > least)
  const stretches = comparePlan(plan, actual, bounds)
  const sums = new Map<string, Adherence['out'][number]>()
  let [scheduledMs, inMs] = [0, 0]
  for (const { from, until, inAdherence, planned, status, source, reason } of stretches) {
    const ms = until - from
    scheduledMs += ms
    if (inAdherence) inMs += ms
    else {
      const key = JSON.stringify([planned, status, source, reason])
      sums.set(key, { planned, status, source, reason, ms: (sums.get(key)?.ms ?? 0) + ms })
    }
  }
  return {
    ...{ scheduledMs, inMs },
    out: [...sums.values()].sort((a, b) => b.ms - a.ms),
    blocks: touching
      .filter((block) => block.from < bounds.now)
      .map((block) => judge(block, plan, actual, bounds)),
  }
}

function judge(
  block: Block,
  plan: readonly PlanSpan[],
  actual: readonly Actual[],
  { from, until, now }: Bounds,
): BlockResult {
  const there = comparePlan(plan, actual, { ...block, now }).filter(({ status }) => status !== 'offline')
  const [first, last] = [there[0], there.at(-1)]
  if (!first || !last) return { ...block, absent: true, lateMs: 0, earlyMs: 0 }
  return {
    ...{ ...block, absent: false },
    lateMs: block.from >= from ? first.from - block.from : 0,
    earlyMs: block.until <= until && block.until <= now ? block.until - last.until : 0,
  }
}
