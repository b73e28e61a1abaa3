import type { z } from 'zod'
import { can, type Principal } from '@/server/access'
import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { applyStep, findReadable } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { RunView, runInput, startRunInput, walkRunInput } from '../contract'
import { MAX_RUN_STEPS, walk } from '../domain/procedure-walk'
import {
  findRun,
  findUsableProcedure,
  insertRun,
  insertRunStep,
  lockConversation,
  moveRun,
  type RunPlace,
  type StoredRun,
} from '../store/procedure-runs'
import { procedureName } from '../store/procedures'
import { viewRun } from './view-runs'

const noConversation = () => new AppError('not_found', 'There is no such conversation.')
const noRun = () => new AppError('not_found', 'There is no such run.')

type Target = { agentId: string | null; groupId: string | null }

/** Whoever holds the conversation, and those who may write in others' place. */
export const mayRun = (principal: Principal, { agentId, groupId }: Target): boolean =>
  (agentId !== null && agentId === principal.agentId) ||
  can(principal, 'conversations.write_any', { ownerId: agentId, groupIds: [groupId] })

/** Begins at the first step; one runs at a time. @throws {AppError} not_found, forbidden, conflict, conversation_ended */
export async function startRun(
  principal: Principal,
  { conversationId, procedureId }: z.output<typeof startRunInput>,
): Promise<RunView> {
  if (!(await findReadable(conversationId, principal))) throw noConversation()
  const [id, at] = [newId(), now()]
  const entry = await inTransaction(async (sql) => {
    await lockOpen(sql, conversationId, principal)
    const procedure = await findUsableProcedure(sql, procedureId)
    const [first] = procedure?.body.steps ?? []
    if (!procedure || !first) throw new AppError('not_found', 'There is no such procedure.')
    const by = byOf(principal)
    const begun = await insertRun(sql, { id, conversationId, procedure, stepKey: first.key, by, at })
    if (!begun) throw new AppError('conflict', 'A procedure is already under way in this conversation.')
    return tell(sql, { conversationId, runId: id, act: 'begun', name: procedureName(procedure.body), by, at })
  })
  publishEntries([entry])
  return requireView(id)
}

/** Takes the current step, with the answer it asks for. @throws {AppError} not_found, conflict, invalid_input */
export async function walkRun(
  principal: Principal,
  { answer, ...wanted }: z.output<typeof walkRunInput>,
): Promise<RunView> {
  return change(principal, wanted, async (sql, run, at) => {
    const walked = walk(run.body.steps, run.stepKey ?? '', answer)
    if (!walked.ok) throw refusedAnswer(walked.code)
    const by = byOf(principal)
    await insertRunStep(sql, run, { field: walked.field, answer: walked.answer, by, at })
    return placeAfter(sql, run, walked.onward)
  })
}

/** Leaves it where it stands; what was done stays. @throws {AppError} not_found, conflict */
export async function stopRun(principal: Principal, wanted: z.output<typeof runInput>): Promise<RunView> {
  return change(principal, wanted, async (_sql, run) => ({ ...run, state: 'stopped', stepKey: null }))
}

async function placeAfter(
  sql: Sql,
  run: StoredRun,
  onward: Extract<ReturnType<typeof walk>, { ok: true }>['onward'],
): Promise<RunPlace> {
  const { procedureId, number } = run
  const stepCount = run.stepCount + 1
  const ended = (state: RunPlace['state']): RunPlace => ({
    state,
    procedureId,
    number,
    stepKey: null,
    stepCount,
  })
  if (onward.to === 'end') return ended('done')
  if (stepCount >= MAX_RUN_STEPS) return ended('bounded')
  if (onward.to === 'step') return { state: 'running', procedureId, number, stepKey: onward.key, stepCount }
  const target = await findUsableProcedure(sql, onward.id)
  const [first] = target?.body.steps ?? []
  // Nobody can switch off what others lead to; a run that began before is stopped rather than lost.
  if (!target || !first) return ended('stopped')
  return { state: 'running', procedureId: target.id, number: target.number, stepKey: first.key, stepCount }
}

type Change = (sql: Sql, run: StoredRun, at: Date) => Promise<RunPlace>

async function change(
  principal: Principal,
  wanted: z.output<typeof runInput>,
  work: Change,
): Promise<RunView> {
  const known = await findRun(pool(), wanted.runId)
  if (!known || !(await findReadable(known.conversationId, principal))) throw noRun()
  const at = now()
  const entry = await inTransaction(async (sql) => {
    await lockOpen(sql, known.conversationId, principal)
    const run = await findRun(sql, wanted.runId)
    if (!run) throw noRun()
    if (run.version !== wanted.version || run.state !== 'running') throw overtaken()
    const place = await work(sql, run, at)
    if (!(await moveRun(sql, run, place, at))) throw overtaken()
    const act = place.state === 'running' ? 'step' : place.state
    const name = procedureName(run.body)
    const { conversationId, id: runId } = run
    return tell(sql, { conversationId, runId, act, name, by: byOf(principal), at })
  })
  publishEntries([entry])
  return requireView(wanted.runId)
}

const overtaken = () =>
  new AppError('conflict', 'Somebody else went on in this procedure. Look at where it stands.')

/** @throws {AppError} not_found, forbidden, conversation_ended */
async function lockOpen(sql: Sql, conversationId: string, principal: Principal): Promise<void> {
  const conversation = await lockConversation(sql, conversationId)
  if (!conversation) throw noConversation()
  if (!mayRun(principal, conversation))
    throw new AppError('forbidden', 'Only whoever holds the conversation works through a procedure.')
  if (conversation.endedAt)
    throw new AppError('conversation_ended', 'The conversation has ended; its procedures can be read.')
}

type Told = {
  conversationId: string
  runId: string
  act: 'begun' | 'step' | 'done' | 'stopped' | 'bounded'
  name: string
  by: { id: string; name: string }
  at: Date
}

/** What was answered stands in the run alone, so that it is erased in one place. */
async function tell(sql: Sql, { conversationId, runId, act, name, by, at }: Told): Promise<LogEntry> {
  const detail = { runId, act, name, by: by.name, byId: by.id }
  const entry = await applyStep(sql, {
    ...{ conversationId, set: {}, at },
    event: { type: 'procedure', audience: 'staff', payload: { detail } },
  })
  if (!entry) throw noConversation()
  return entry
}

function refusedAnswer(code: 'answer_missing' | 'answer_unknown' | 'step_unknown'): AppError {
  if (code === 'step_unknown') return overtaken()
  const message = code === 'answer_missing' ? 'This step needs an answer.' : 'This step has no such answer.'
  return new AppError('invalid_input', message, { fields: [{ path: 'answer', message, code }] })
}

const byOf = ({ userId, name }: Principal) => ({ id: userId, name })

async function requireView(id: string): Promise<RunView> {
  const run = await findRun(pool(), id)
  if (!run) throw noRun()
  return viewRun(run)
}
