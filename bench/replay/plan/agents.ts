import type { Call } from '../input/trace-line'
import { type Duty, dutyOf } from './duty'

export type PlannedAgent = {
  name: string
  email: string
  /** Chats at once, one to three. */
  capacity: number
  /** Kinds of question served first; of all others only when nobody better has room. */
  types: string[]
  duty: Duty[]
}

/**
 * Who serves: the trace's own people, each for the kinds of question they were seen with, on duty when they
 * were; or `count` agents for everything, on duty whenever anybody was.
 */
export function planAgents(calls: Call[], types: string[], count: number | undefined): PlannedAgent[] {
  const served = new Map<string, Call[]>()
  for (const call of calls) {
    if (call.server === null) continue
    const own = served.get(call.server)
    if (own) own.push(call)
    else served.set(call.server, [call])
  }
  const names = [...served].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]))
  if (count !== undefined)
    return planCount(
      names.map(([name]) => name),
      types,
      calls,
      count,
    )
  return names.map(([name, own], index) => ({
    ...identity(name),
    capacity: (index % 3) + 1,
    types: types.filter((type) => own.some((call) => call.type === type)),
    duty: dutyOf(own),
  }))
}

function planCount(names: string[], types: string[], calls: Call[], count: number): PlannedAgent[] {
  const duty = dutyOf(
    calls.filter((call) => call.outcome === 'served'),
    Number.POSITIVE_INFINITY,
  )
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / Math.max(names.length, 1))
    const name = names[index % Math.max(names.length, 1)] ?? 'AGENT'
    return {
      ...identity(round === 0 ? name : `${name} ${round + 1}`),
      capacity: (index % 3) + 1,
      types,
      duty,
    }
  })
}

function identity(name: string): { name: string; email: string } {
  const shown = name.charAt(0) + name.slice(1).toLowerCase()
  return { name: shown, email: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@replay.example` }
}
