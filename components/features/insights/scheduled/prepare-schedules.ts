import type { ScheduleSettings, ScheduleView } from '@/server/modules/insights/contract'

export const scheduleStates = ['running', 'paused', 'stopped', 'failed'] as const
export type ScheduleState = (typeof scheduleStates)[number]

/** What a person has to look at stands above what is merely so. */
export function stateOf({ paused, stoppedBecause, last }: ScheduleView): ScheduleState {
  if (stoppedBecause !== null) return 'stopped'
  if (paused) return 'paused'
  return last?.state === 'failed' ? 'failed' : 'running'
}

type Asked = {
  search: string
  state: ScheduleState | null
  sort: { id: string; direction: 'asc' | 'desc' }
}

/** There are a few dozen at most: what the table shows is worked out where it is shown. */
export function filterSchedules(
  rows: readonly ScheduleView[],
  { search, state, sort }: Asked,
): ScheduleView[] {
  const text = search.trim().toLowerCase()
  const orderOf = (row: ScheduleView) =>
    sort.id === 'next' ? row.nextAt : sort.id === 'last' ? (row.last?.at ?? '') : row.name.toLowerCase()
  const turn = sort.direction === 'desc' ? -1 : 1
  return rows
    .filter((row) => state === null || stateOf(row) === state)
    .filter((row) => text === '' || row.name.toLowerCase().includes(text))
    .toSorted((a, b) => {
      const [one, other] = [orderOf(a), orderOf(b)]
      return turn * (one < other ? -1 : one > other ? 1 : 0) || (a.id < b.id ? -1 : 1)
    })
}

/** `08:30` as minutes after midnight; null where it is none. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export function formOf(row: ScheduleView): ScheduleSettings {
  const { name, content, rhythm, target, paused } = row
  return { name, content, rhythm, target, paused }
}

/** What the table shows of them. */
export const pageOf = (
  rows: readonly ScheduleView[],
  { page, pageSize }: { page: number; pageSize: number },
) => ({
  rows: rows.slice((page - 1) * pageSize, page * pageSize),
  total: rows.length,
})
