/**
 * The record of a conversation: what its log says, entry by entry, joined by what stands elsewhere (alarms, silent
 * watchers, the details of the rating). Values only; a screen or a file puts them into words.
 */
import type { AlarmView, RecordEntry } from '../contract'

export type Logged = {
  seq: number
  at: Date
  type: string
  audience: 'both' | 'staff'
  payload: Record<string, unknown> & { patch?: Record<string, unknown>; detail?: Record<string, unknown> }
  sender: string | null
  file: string | null
  recalledAt: Date | null
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const nameOf = (value: unknown): string | null =>
  value !== null && typeof value === 'object' ? text((value as { name?: unknown }).name) : null
const plain = (value: unknown): string | number | null =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : text(value)

/** Facts of a step beside the names: only what a sentence may use. */
const FACTS = [
  'reason',
  'by',
  'note',
  'part',
  'on',
  'source',
  'result',
  'phone',
  'until',
  'tag',
  'level',
  'kind',
]

export function toEntry(row: Logged): RecordEntry {
  const common = {
    ...{
      key: `log ${row.seq}`,
      at: row.at.toISOString(),
      seq: row.seq,
      type: row.type,
      audience: row.audience,
    },
    decisionId: null,
  }
  if (row.type === 'message') {
    const side = text(row.payload.senderKind) as 'customer' | 'agent' | 'bot' | 'system' | null
    const meta = (row.payload.meta ?? {}) as { whisper?: boolean }
    const kind = meta.whisper ? 'whisper' : (text(row.payload.kind) ?? 'text')
    const body = row.recalledAt ? '' : (text(row.payload.text) ?? '')
    return {
      ...common,
      actor: row.sender,
      values: row.payload.waiting === true ? { waiting: 1 } : {},
      message: {
        kind: row.recalledAt ? 'recalled' : kind,
        side: side ?? 'system',
        text: body,
        file: row.recalledAt ? null : row.file,
      },
    }
  }
  const { patch = {}, detail = {} } = row.payload
  const values: RecordEntry['values'] = Object.fromEntries(FACTS.map((key) => [key, plain(detail[key])]))
  return {
    ...common,
    decisionId: text(detail.decisionId),
    actor: text(detail.by) ?? text(detail.name),
    values: {
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
      ...compact({
        agent: nameOf(patch.agent),
        group: nameOf(patch.group),
        status: text(patch.status),
        noReply: text(patch.noReply),
        tags: Array.isArray(patch.tags) ? patch.tags.join(', ') : null,
        countdownEndsAt: text(patch.countdownEndsAt),
        snoozedUntil: text(patch.snoozedUntil),
      }),
    },
    message: null,
  }
}

function compact(values: Record<string, string | number | null>): RecordEntry['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

type Extra = Pick<RecordEntry, 'key' | 'type' | 'actor' | 'values'> & { at: Date }
const extra = ({ at, ...rest }: Extra): RecordEntry => ({
  ...rest,
  ...{ at: at.toISOString(), seq: null, audience: 'staff', decisionId: null, message: null },
})

export function alarmEntries(alarms: readonly AlarmView[]): RecordEntry[] {
  return alarms.flatMap((alarm) => {
    const { id, kind, level, value, note } = alarm
    const values = compact({ kind, level, value })
    return [
      extra({ key: `alarm ${id}`, at: new Date(alarm.raisedAt), type: 'alarm_raised', actor: null, values }),
      ...(alarm.acknowledgedAt
        ? [
            extra({
              ...{ key: `alarm ${id} seen`, at: new Date(alarm.acknowledgedAt), type: 'alarm_acknowledged' },
              ...{ actor: alarm.acknowledgedBy, values: { ...values, ...compact({ note }) } },
            }),
          ]
        : []),
      ...(alarm.resolvedAt
        ? [
            extra({
              ...{ key: `alarm ${id} over`, at: new Date(alarm.resolvedAt), type: 'alarm_resolved' },
              ...{ actor: null, values },
            }),
          ]
        : []),
    ]
  })
}

type Watcher = { name: string; joinedAt: Date; leftAt: Date | null }

export function watcherEntries(watchers: readonly Watcher[]): RecordEntry[] {
  return watchers.flatMap(({ name, joinedAt, leftAt }, i) => [
    extra({ key: `watch ${i}`, at: joinedAt, type: 'watch_began', actor: name, values: {} }),
    ...(leftAt
      ? [extra({ key: `watch ${i} end`, at: leftAt, type: 'watch_ended', actor: name, values: {} })]
      : []),
  ])
}

type Rating = {
  score: number
  tags: string[]
  comment: string | null
  source: string
  at: Date
  followedUpAt: Date | null
  followedUpBy: string | null
  note: string | null
}

export function ratingEntries(rating: Rating | null): RecordEntry[] {
  if (!rating) return []
  const { score, tags, comment, source } = rating
  const values = compact({ score, tags: tags.join(', ') || null, comment, source })
  return [
    extra({ key: 'rating', at: rating.at, type: 'rating', actor: null, values }),
    ...(rating.followedUpAt
      ? [
          extra({
            ...{ key: 'follow-up', at: rating.followedUpAt, type: 'followed_up', actor: rating.followedUpBy },
            values: compact({ note: rating.note }),
          }),
        ]
      : []),
  ]
}

/** Log entries keep their order; what stands elsewhere comes in by its time, after what happened at that moment. */
export function mergeEntries(logged: readonly RecordEntry[], extras: readonly RecordEntry[]): RecordEntry[] {
  const rest = [...extras].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const merged: RecordEntry[] = []
  for (const entry of logged) {
    while (rest[0] && rest[0].at < entry.at) merged.push(rest.shift() as RecordEntry)
    merged.push(entry)
  }
  return [...merged, ...rest]
}
