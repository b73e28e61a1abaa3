import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { QueueChoice } from '../contract'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { keepPlace } from '../store/queue-choice'
import { type DispatchRow, lockForDispatch } from '../store/read-queue'
import { dispatchRow } from './dispatch-row'
import { decideInGroup } from './group-lock'
import { markQueueChanged } from './queue-places'
import { tellChoice } from './tell-choice'

const refused = (text: string) => new AppError('transition_refused', text)

function requireOffer(row: DispatchRow | null, choose: QueueChoice): DispatchRow & { groupId: string } {
  if (!row) throw new AppError('conversation_ended', 'This conversation has ended.')
  const { groupId } = row
  if (row.status !== 'queued' || groupId === null || row.choice !== 'offered') {
    throw refused('There is nothing to choose: you are not waiting, or have chosen already.')
  }
  if (choose === 'group' && row.choiceGroupId === null) throw refused('No other group is offered.')
  return { ...row, groupId }
}

async function stay(sql: Sql, row: DispatchRow): Promise<LogEntry> {
  await keepPlace(sql, row.conversationId)
  return tellChoice(sql, row.conversationId, { chosen: 'wait' })
}

async function move(
  sql: Sql,
  row: DispatchRow & { groupId: string },
  configuration: Configuration,
  choose: 'message' | 'group',
): Promise<LogEntry> {
  const groupId = choose === 'group' ? (row.choiceGroupId ?? row.groupId) : row.groupId
  const place = { waited: true, groupId, detail: { chosen: choose } }
  const { decision, entry } = await dispatchRow(
    sql,
    row,
    configuration,
    choose === 'message' ? { ...place, choice: 'message' } : place,
  )
  const taken = decision.outcome === 'assign' || decision.outcome === 'queue'
  if (!entry || (choose === 'group' && !taken)) {
    throw refused('That group cannot take you now. You keep your place here.')
  }
  return entry
}

/**
 * The answer of a customer who was asked: go on waiting and be asked no more, leave a message, or go to the
 * other group. What was not offered is refused and changes nothing.
 * @throws {AppError} conversation_ended, transition_refused
 */
export async function chooseInQueue(conversationId: string, choose: QueueChoice): Promise<void> {
  const configuration = await loadConfiguration(true)
  const known = requireOffer(await lockForDispatch(pool(), conversationId), choose)
  const target = choose === 'group' ? (known.choiceGroupId ?? known.groupId) : known.groupId
  const entry = await decideInGroup(target, async (sql) => {
    const row = requireOffer(await lockForDispatch(sql, conversationId), choose)
    return choose === 'wait' ? stay(sql, row) : move(sql, row, configuration, choose)
  })
  publishEntries([entry])
  for (const id of new Set([known.groupId, target])) markQueueChanged(id)
}
