import type { DecisionView } from '@/server/http/v1/contract'
import type { LiveStep, View } from '../live/live-state'

export type StepKind =
  | 'opened'
  | 'queued'
  | 'assigned'
  | 'left_message'
  | 'unassigned'
  | 'transferred'
  | 'transferred_to_group'
  | 'confirming'
  | 'not_solved'
  | 'reopened'
  | 'rating_invited'
  | 'rated'
  | 'wrapped_up'
  | 'ended'
  | 'ended_by_system'

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
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/**
 * The steps of a conversation. What came over the stream says most (who transferred, and why); what happened
 * before this page was opened is told by the decision records and the conversation itself.
 */
export function stepsOf(view: View, decisions: readonly DecisionView[], live: readonly LiveStep[]): Step[] {
  const seen = new Set(live.map((step) => text(step.detail.decisionId)))
  const liveSteps = live.flatMap(fromLive)
  const has = (kind: StepKind) => liveSteps.some((step) => step.kind === kind)
  const past = decisions.filter(({ id }) => !seen.has(id)).map(fromDecision)
  const ended = has('ended') || has('ended_by_system') ? [] : endOf(view)
  const rated =
    view.rating && !has('rated') && view.endedAt
      ? [{ key: 'rated', at: view.endedAt, kind: 'rated' as const, score: view.rating.score }]
      : []
  const opened: Step = { key: 'opened', at: view.createdAt, kind: 'opened' }
  return [opened, ...past, ...liveSteps, ...ended, ...rated].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
}

function endOf(view: View): Step[] {
  if (!view.endedAt) return []
  return [{ key: 'ended', at: view.endedAt, kind: view.status === 'ended' ? 'ended' : 'ended_by_system' }]
}

function fromDecision({ id, at, kind, decision }: DecisionView): Step {
  const agent = decision.winner?.name ?? decision.receiver?.name ?? null
  const common = { key: id, at, agent, group: decision.groupName }
  if (decision.outcome === 'queue') return { ...common, kind: 'queued' }
  if (decision.outcome === 'unassigned') return { ...common, kind: 'unassigned' }
  if (kind === 'transfer') return { ...common, kind: agent ? 'transferred' : 'transferred_to_group' }
  return { ...common, kind: decision.outcome === 'offline' ? 'left_message' : 'assigned' }
}

function fromLive({ seq, at, type, detail, view }: LiveStep): Step[] {
  const common = {
    ...{ key: `live ${seq}`, at, agent: view.agent?.name ?? null, group: view.group?.name ?? null },
    ...{ by: text(detail.by), note: text(detail.note) },
  }
  const kind = kindOf(type, detail, view)
  if (!kind) return []
  const score = view.rating?.score ?? null
  return [{ ...common, kind, score, category: view.wrapUp?.path.at(-1) ?? null }]
}

function kindOf(type: string, detail: Record<string, unknown>, view: View): StepKind | null {
  switch (type) {
    case 'queued':
      return detail.kind === 'transfer' ? 'transferred_to_group' : 'queued'
    case 'assigned':
      if (!view.agent) return 'unassigned'
      return view.creationType === 'offline' ? 'left_message' : 'assigned'
    case 'transferred':
      return 'transferred'
    case 'status':
      return view.status === 'awaiting_confirmation'
        ? 'confirming'
        : detail.reason === 'not_solved'
          ? 'not_solved'
          : null
    case 'ended':
      return view.status === 'ended' ? 'ended' : 'ended_by_system'
    case 'reopened':
    case 'rating_invited':
    case 'rated':
    case 'wrapped_up':
      return type
    default:
      return null
  }
}
