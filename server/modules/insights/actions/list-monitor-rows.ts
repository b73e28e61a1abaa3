import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { MonitorAgent, MonitorChoices, MonitorRow, MonitorRows, MonitorRowsInput } from '../contract'
import { agentsOf, isAble, sortAgents } from '../domain/monitor-agents'
import { slotMs } from '../domain/monitor-day'
import type { OpenTalk, Reading } from '../domain/monitor-reading'
import { awaitsReply, isOngoing, sortWaiting } from '../domain/monitor-view'
import { isTodayFigure, listCame } from '../store/monitor-series'
import { readChannels } from '../store/monitor-state'
import { seenBy } from './get-monitor'

const chosen: Record<'ongoing' | 'awaiting_reply' | 'with_bot', (row: OpenTalk) => boolean> = {
  ongoing: isOngoing,
  awaiting_reply: awaitsReply,
  with_bot: ({ status }) => status === 'with_bot',
}

/** The conversations or agents behind one figure of the live page, who needs a person first. */
export async function listMonitorRows(principal: Principal, input: MonitorRowsInput): Promise<MonitorRows> {
  const seen = await seenBy(principal, input)
  const { part, reading, open } = seen
  const { of, offset, limit } = input
  const cut = <T>(rows: readonly T[]) => ({ rows: rows.slice(offset, offset + limit), total: rows.length })
  if (isTodayFigure(of)) {
    const { rows, total } = await listCame(pool(), {
      ...{ of, offset, limit, groupIds: seen.scope.groupIds, channelId: input.channelId },
      ...{ from: new Date(reading.dayFrom), until: new Date(reading.at + slotMs) },
    })
    return { kind: 'conversations', rows: rows.map((row) => ({ ...row, since: row.since.getTime() })), total }
  }
  if (of === 'able' || of === 'slot_occupancy') {
    const holds = of === 'able' ? isAble : ({ status }: MonitorAgent) => status !== 'offline'
    const agents = sortAgents(agentsOf(part, open).filter(holds), of === 'able' ? 'name' : 'load')
    return { kind: 'agents', ...cut(agents) }
  }
  if (of === 'queueing' || of === 'longest_wait') {
    const row = (one: Reading['waiting'][number]): MonitorRow => ({
      ...{ conversationId: one.conversationId, number: one.number, customer: one.customer },
      ...{ group: nameOf(reading.groups, one.groupId), agent: null, status: 'queued' },
      ...{ since: one.enteredAt, waitMs: null },
    })
    const { rows, total } = cut(sortWaiting(part))
    return { kind: 'conversations', rows: rows.map(row), total }
  }
  const { rows, total } = cut(oldestFirst(of === 'held' ? heldOf(input, open) : part.open.filter(chosen[of])))
  return { kind: 'conversations', rows: rows.map((row) => talkRow(row, reading)), total }
}

const heldOf = ({ agentId }: MonitorRowsInput, open: readonly OpenTalk[]) =>
  open.filter((row) => agentId !== null && row.agentId === agentId)

const oldestFirst = (rows: readonly OpenTalk[]) =>
  [...rows].sort(
    (a, b) =>
      (a.awaitingSince ?? Infinity) - (b.awaitingSince ?? Infinity) ||
      a.enteredAt - b.enteredAt ||
      a.number - b.number,
  )

const nameOf = (list: readonly { id: string; name: string }[], id: string | null): string | null =>
  list.find((one) => one.id === id)?.name ?? null

function talkRow(row: OpenTalk, { groups, agents }: Reading): MonitorRow {
  return {
    ...{ conversationId: row.id, number: row.number, customer: row.customer, status: row.status },
    ...{ group: nameOf(groups, row.groupId), agent: nameOf(agents, row.agentId) },
    ...{ since: row.awaitingSince ?? row.enteredAt, waitMs: null },
  }
}

/** Groups of the scope and channels, for the filters. */
export async function listMonitorChoices(principal: Principal): Promise<MonitorChoices> {
  const everything = { groupId: null, subGroups: true, channelId: null }
  const { part } = await seenBy(principal, everything)
  const groups = part.groups.map(({ id, name, parentId }) => ({ id, name, parentId }))
  return { groups, channels: await readChannels(pool()) }
}
