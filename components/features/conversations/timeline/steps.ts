import type { StepView } from '@/server/http/v1/work-contract'
import type { View } from '../live/live-state'

export type StepKind =
  | 'opened'
  | 'queued'
  | 'assigned'
  | 'left_message'
  | 'unassigned'
  | 'transferred'
  | 'transferred_to_group'
  | 'returned'
  | 'confirming'
  | 'not_solved'
  | 'reopened'
  | 'rating_invited'
  | 'rated'
  | 'wrapped_up'
  | 'ended'
  | 'ended_by_system'
  | 'tagged'
  | 'untagged'
  | 'snoozed'
  | 'woken'
  | 'consulted'
  | 'consult_ended'
  | 'advised'
  | 'advisor_left'
  | 'called'
  | 'call_result'
  | 'joined'
  | 'left'
  | 'reminded'
  | 'late'
  | 'too_late'
  | 'after_work'
  | 'after_work_done'
  | 'choice_offered'
  | 'chose_waiting'
  | 'contact_left'
  | 'procedure_begun'
  | 'procedure_done'
  | 'procedure_stopped'
  | 'ticket_created'
  | 'ticket_changed'

/** A thin line in the log: what happened beside the messages. */
export type Step = {
  key: string
  /** ISO 8601. */
  at: string
  kind: StepKind
  agent?: string | null
  group?: string | null
  by?: string | null
  note?: string | null
  score?: number | null
  category?: Record<string, string> | null
  /** A colleague, tags or a phone number. */
  what?: string | null
  until?: string | null
  result?: string | null
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const nameOf = (value: unknown): string | null => text((value as { name?: unknown } | null | undefined)?.name)

/** The steps of a conversation: from its log, those of the stream among them. */
export function stepsOf(view: View, log: readonly StepView[]): Step[] {
  const bySeq = new Map(log.map((entry) => [entry.seq, entry]))
  const entries = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  const steps = entries.flatMap(toSteps)
  return steps.some(({ kind }) => kind === 'opened')
    ? steps
    : [{ key: 'opened', at: view.createdAt, kind: 'opened' }, ...steps]
}

function toSteps(entry: StepView): Step[] {
  const { seq, at, type, patch, detail } = entry
  const common = {
    ...{ at, agent: nameOf(patch.agent), group: nameOf(patch.group) },
    ...{ by: text(detail.by), note: text(detail.note) },
  }
  if (type === 'tagged') {
    const lists = [
      { kind: 'tagged' as const, tags: detail.added },
      { kind: 'untagged' as const, tags: detail.removed },
    ]
    return lists.flatMap(({ kind, tags }) =>
      Array.isArray(tags) && tags.length > 0
        ? [{ ...common, key: `${kind} ${seq}`, kind, what: tags.join(', ') }]
        : [],
    )
  }
  const kind = kindOf(entry)
  if (!kind) return []
  const rating = patch.rating as { score?: number } | null | undefined
  const wrapUp = patch.wrapUp as { path?: Record<string, string>[] } | null | undefined
  return [
    {
      ...{ ...common, key: `step ${seq}`, kind, score: rating?.score ?? null },
      ...{ category: wrapUp?.path?.at(-1) ?? null, what: text(detail.name) ?? text(detail.phone) },
      ...{ until: text(detail.until), result: text(detail.result) },
    },
  ]
}

function kindOf({ type, patch, detail }: StepView): StepKind | null {
  switch (type) {
    case 'queued':
      return detail.returned ? 'returned' : detail.kind === 'transfer' ? 'transferred_to_group' : 'queued'
    case 'assigned':
      if (!patch.agent) return 'unassigned'
      return patch.creationType === 'offline' ? 'left_message' : 'assigned'
    case 'transferred':
      return detail.returned ? 'returned' : 'transferred'
    case 'status':
      return patch.status === 'awaiting_confirmation'
        ? 'confirming'
        : detail.reason === 'not_solved'
          ? 'not_solved'
          : null
    case 'ended':
      return patch.status === 'ended_by_system' ? 'ended_by_system' : 'ended'
    case 'wrapped_up':
      return patch.wrapUp ? 'wrapped_up' : null
    case 'snoozed':
      return detail.until ? 'snoozed' : 'woken'
    case 'participants':
      return partOf(detail)
    case 'called':
      return detail.result ? 'call_result' : 'called'
    case 'alarm':
      return detail.level === 'breach' ? 'too_late' : 'late'
    case 'after_work':
      return detail.until ? 'after_work' : 'after_work_done'
    case 'queue_choice':
      return detail.offered ? 'choice_offered' : 'chose_waiting'
    case 'contact':
      return 'contact_left'
    case 'procedure':
      return procedureStep(detail.act)
    case 'opened':
    case 'reopened':
    case 'rating_invited':
    case 'rated':
    case 'reminded':
    case 'ticket_created':
    case 'ticket_changed':
      return type
    default:
      return null
  }
}

/** Who is only named in a note begins no part of their own: the note says so itself. */
function partOf({ part, on }: Record<string, unknown>): StepKind | null {
  if (typeof on !== 'boolean') return null
  if (part === 'joined') return on ? 'joined' : 'left'
  if (part === 'consulted') return on ? 'consulted' : 'consult_ended'
  if (part === 'advisor') return on ? 'advised' : 'advisor_left'
  return null
}

/** The steps in between stand with the procedure. */
function procedureStep(act: unknown): StepKind | null {
  if (act === 'begun') return 'procedure_begun'
  if (act === 'done') return 'procedure_done'
  return act === 'stopped' || act === 'bounded' ? 'procedure_stopped' : null
}
