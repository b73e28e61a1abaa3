/** One call that asked for a human. Times are ms since the midnight before the first day of the range. */
export type Call = {
  /** Line in the file, from 1. */
  line: number
  /** When the robot was done and a human was asked for. */
  at: number
  type: string
  priority: number
  /** null = unknown caller. */
  customerId: string | null
  outcome: 'served' | 'gave_up'
  /** What the trace itself says the caller waited. */
  waitedMs: number
  serviceMs: number
  /** null = the trace names nobody. */
  server: string | null
}

export type TraceLine =
  | { kind: 'call'; date: string; call: Omit<Call, 'line'> }
  | { kind: 'phantom'; date: string }
  | { kind: 'malformed' }

export const header =
  'vru+line call_id customer_id priority type date vru_entry vru_exit vru_time q_start q_exit q_time outcome ser_start ser_exit ser_time server'.split(
    ' ',
  )

const DAY_MS = 86_400_000
const outcomes = { AGENT: 'served', HANG: 'gave_up' } as const

/**
 * Reads one line. Durations are taken from the trace's own columns, not from the differences of clock times,
 * which jump back at midnight; a call that entered the robot before midnight and left it after belongs to the
 * next day's clock but to its own day's rows.
 */
export function parseTraceLine(line: string): TraceLine {
  const fields = line.split('\t')
  const [, , customer, priority, type, day, entry, exit, , , , waited, outcome, , , service, server] = fields
  const date = dateOf(day ?? '')
  const entered = clock(entry ?? '')
  const left = clock(exit ?? '')
  const numbers = [priority, waited, service].map((text) =>
    /^\d{1,6}$/.test(text ?? '') ? Number(text) : -1,
  )
  const [level, waitedS, serviceS] = numbers as [number, number, number]
  if (fields.length !== header.length || date === null || entered === null || left === null || !type) {
    return { kind: 'malformed' }
  }
  if (outcome === 'PHANTOM') return { kind: 'phantom', date }
  if (numbers.includes(-1) || (outcome !== 'AGENT' && outcome !== 'HANG')) return { kind: 'malformed' }
  const known = customer !== undefined && customer !== '' && customer !== '0'
  return {
    kind: 'call',
    date,
    call: {
      at: left + (entered - left > DAY_MS / 2 ? DAY_MS : 0),
      type,
      priority: level,
      customerId: known ? customer : null,
      outcome: outcomes[outcome],
      waitedMs: waitedS * 1000,
      serviceMs: serviceS * 1000,
      server: server && server !== 'NO_SERVER' ? server : null,
    },
  }
}

/** 'yymmdd' of the last century as YYYY-MM-DD. */
function dateOf(text: string): string | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!match) return null
  const [, year, month, day] = match
  const date = `${Number(year) < 70 ? '20' : '19'}${year}-${month}-${day}`
  return Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : date
}

/** H:MM:SS as ms since midnight; hours above 23 run past it. */
function clock(text: string): number | null {
  const match = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/.exec(text)
  if (!match) return null
  return ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000
}
