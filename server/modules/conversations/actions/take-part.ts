import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import {
  closeParticipant,
  findColleague,
  findParticipant,
  insertParticipant,
  type ParticipantRow,
} from '../store/participants'

type By = { id: string; name: string }

/** Statuses in which an agent serves the customer: then others can be asked to help. */
const WITH_AGENT = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation'] as const

function step(
  sql: Sql,
  row: { conversationId: string; userId: string },
  detail: Record<string, unknown>,
  at: Date,
  from?: readonly string[],
): Promise<LogEntry | null> {
  return applyStep(sql, {
    conversationId: row.conversationId,
    ...(from ? { from } : {}),
    set: {},
    event: { type: 'participants', audience: 'staff', payload: { detail } },
    at,
    alsoAgents: [row.userId],
  })
}

/**
 * Asks a colleague: `consulted` reads along and writes in a side chat that the customer never sees, `advisor`
 * writes to the customer too. @throws {AppError} not_found, transition_refused, duplicate, invalid_input
 */
export async function inviteParticipant(input: {
  conversationId: string
  userId: string
  part: 'advisor' | 'consulted'
  note: string | null
  by: By
}): Promise<ParticipantRow> {
  const at = now()
  const { id, entry } = await inTransaction(async (sql) => {
    const name = await findColleague(sql, input.userId)
    if (name === null || input.userId === input.by.id) {
      throw new AppError('invalid_input', 'This person cannot be asked.', {
        fields: [{ path: 'userId', message: 'nobody who could be asked' }],
      })
    }
    const id = await insertParticipant(sql, { ...input, invitedBy: input.by.id, at })
    if (!id) throw new AppError('duplicate', `${name} takes part already.`)
    const detail = {
      ...{ id, userId: input.userId, name, part: input.part, on: true },
      ...{ by: input.by.name, byId: input.by.id, note: input.note },
    }
    const entry = await step(sql, input, detail, at, WITH_AGENT)
    if (!entry) {
      throw new AppError('transition_refused', 'Colleagues can be asked while an agent serves the customer.')
    }
    return { id, entry }
  })
  publishEntries([entry])
  const row = await findParticipant(pool(), id)
  if (!row) throw new AppError('not_found', 'There is no such part.')
  return row
}

/** Ends a part; from then on the conversation is closed to that person. Ending it twice is no error. */
export async function endPart(row: ParticipantRow, by: By): Promise<void> {
  const at = now()
  const entry = await inTransaction(async (sql) => {
    const closed = await closeParticipant(sql, row.id, at)
    if (!closed) return null
    const { id, userId, name, part } = row
    const detail = { id, userId, name, part, on: false, parts: closed.parts, by: by.name, byId: by.id }
    return step(sql, row, detail, at)
  })
  if (entry) publishEntries([entry])
}
