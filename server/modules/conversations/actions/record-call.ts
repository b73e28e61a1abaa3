import { publishEntries } from '@/server/events/publish'
import { currentSettings } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { CallResult } from '../contract'
import { coverNumber } from '../domain/cover-number'
import { applyStep } from '../store/apply-step'
import { type CallRow, findCall, insertCall, putCallOutcome } from '../store/side-work'

type By = { id: string; name: string }

async function write(
  change: { conversationId: string; phone: string; detail: Record<string, unknown>; at: Date },
  save: (sql: Parameters<typeof insertCall>[0]) => Promise<void>,
  id: string,
): Promise<CallRow> {
  const { masking } = await currentSettings()
  const phone = masking.phones ? coverNumber(change.phone) : change.phone
  const entry = await inTransaction(async (sql) => {
    await save(sql)
    return applyStep(sql, {
      conversationId: change.conversationId,
      set: {},
      event: {
        type: 'called',
        audience: 'staff',
        payload: { detail: { callId: id, phone, ...change.detail } },
      },
      at: change.at,
    })
  })
  if (entry) publishEntries([entry])
  const call = await findCall(pool(), id)
  if (!call) throw new AppError('not_found', 'There is no such call.')
  return call
}

/** The agent calls out: the entry stands from the moment of dialling, so that a call that fails is known too. */
export function startCall(conversationId: string, phone: string, by: By): Promise<CallRow> {
  const [id, at] = [newId(), now()]
  return write(
    { conversationId, phone, detail: { by: by.name, byId: by.id }, at },
    (sql) => insertCall(sql, { id, conversationId, agentId: by.id, phone, at }),
    id,
  )
}

type Outcome = {
  result: CallResult
  note?: string | undefined
  durationSeconds?: number | undefined
  recordingUrl?: string | undefined
}

/** How it went; it can be put right later, and the log keeps both. @throws {AppError} not_found */
export async function recordCallOutcome(
  key: { id: string; conversationId: string },
  outcome: Outcome,
  by: By,
): Promise<CallRow> {
  const call = await findCall(pool(), key.id)
  if (call?.conversationId !== key.conversationId) throw new AppError('not_found', 'There is no such call.')
  const at = now()
  const { result, durationSeconds } = outcome
  const endedAt =
    durationSeconds === undefined
      ? (call.endedAt ?? at)
      : new Date(call.startedAt.getTime() + durationSeconds * 1_000)
  const note = outcome.note || null
  const recordingUrl = outcome.recordingUrl ?? call.recordingUrl
  const detail = { by: by.name, byId: by.id, result, note, durationSeconds, recordingUrl }
  return write(
    { conversationId: key.conversationId, phone: call.phone, detail, at },
    (sql) => putCallOutcome(sql, { id: call.id, result, note, recordingUrl, endedAt }),
    call.id,
  )
}
