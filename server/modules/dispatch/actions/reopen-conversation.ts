import type { LogEntry } from '@/server/events/log-entry'
import {
  applyStep,
  type ConversationState,
  changedFields,
  columnsOf,
  decideEvent,
  type Loaded,
  readStates,
  transition,
} from '@/server/modules/conversations'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { commitDecision } from '../store/commit-decision'
import type { ChannelConfig, Configuration } from '../store/load-configuration'
import { findFormer, findFormerOf, type ThreadKey } from '../store/open-rows'
import { decideAgain } from './dispatch-again'
import { LostRace } from './group-lock'

type Return = {
  threadId: string
  channel: ChannelConfig
  configuration: Configuration
  /** The group whose lock is held, and where it is decided. */
  target: string
  contended: boolean
  at: number
}

type Returned =
  | { kind: 'reopened'; conversationId: string; entries: LogEntry[] }
  | { kind: 'new'; preferAgentId: string | null }

/**
 * A customer comes back on a thread whose last conversation has ended: within the window it is opened again
 * for the same agent if able, else for whom dispatch finds, or a new one prefers that agent. null: too late, or
 * no agent ever had it.
 */
export async function takeUpAgain(sql: Sql, input: Return): Promise<Returned | null> {
  const former = await findFormer(sql, input.threadId, input.channel.id)
  if (!former) return null
  const call = { conversationId: former.id, event: { type: 'customer_returned' as const, agentAble: false } }
  const decided = await decideEvent(sql, call, input.at).catch((error: unknown) => {
    // Past the window: what follows is a case of its own.
    if (error instanceof AppError && error.code === 'conversation_ended') return null
    throw error
  })
  if (!decided) return null
  const { loaded, outcome } = decided
  const fresh = outcome.effects.find(({ kind }) => kind === 'open_new_conversation')
  if (fresh) return { kind: 'new', preferAgentId: loaded.state.agentId }
  return {
    kind: 'reopened',
    conversationId: former.id,
    entries: await reopen(sql, input, loaded, outcome.next),
  }
}

/**
 * The group in which a conversation would be opened again, looked up before its lock is taken; null when the
 * customer gets a new one, which the rules route.
 */
export async function findReturnGroup(key: ThreadKey, channelId: string, at: number): Promise<string | null> {
  const former = await findFormerOf(pool(), key, channelId)
  const [known] = former ? await readStates(pool(), [former.id]) : []
  if (!known) return null
  const event = { type: 'customer_returned' as const, agentAble: false, at }
  const outcome = transition(known.state, event, known.settings)
  const opens = outcome.ok && outcome.effects.some(({ kind }) => kind === 'reopened')
  return opens ? known.groupId : null
}

async function reopen(sql: Sql, input: Return, loaded: Loaded, next: ConversationState): Promise<LogEntry[]> {
  const at = new Date(input.at)
  const reopened = await writeReopened(sql, loaded, next, at)
  const placed = await decideAgain(sql, {
    ...{ configuration: input.configuration, target: input.target, contended: input.contended },
    ...{ loaded, next, at: input.at },
    again: {
      preferAgentId: loaded.state.agentId,
      excludeAgentId: null,
      as: next.live ? 'live' : 'message',
    },
  })
  const { decision } = placed
  const given = await commitDecision(sql, {
    ...{ conversationId: loaded.id, customerId: loaded.customerId, decision, at },
    ...{ next: placed.next, settings: loaded.settings },
    kind: decision.outcome === 'unassigned' ? 'offline' : decision.outcome,
    // Back at the end of the line: others have waited meanwhile.
    enteredAt: at,
  })
  if (!given) throw new LostRace()
  return [reopened, given]
}

async function writeReopened(sql: Sql, loaded: Loaded, next: ConversationState, at: Date): Promise<LogEntry> {
  const reopenedCount = loaded.reopenedCount + 1
  const entry = await applyStep(sql, {
    conversationId: loaded.id,
    set: {
      ...columnsOf(next, loaded.settings),
      ...{ ended_at: null, ended_by: null, end_reason: null, abandoned: false, agent_id: null },
      ...{ reopened_at: at, reopened_count: reopenedCount, unanswered_since: null },
    },
    event: {
      type: 'reopened',
      payload: {
        patch: {
          ...changedFields(loaded.state, next, loaded),
          ...{ agent: null, reopenedCount, canRate: false },
        },
        detail: { by: 'customer', reason: 'returned' },
      },
    },
    at,
  })
  if (!entry) throw new Error('the conversation is gone although it is locked')
  return entry
}
