import { publishFleeting } from '@/server/events/publish'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { rosterAt } from '../domain/roster-at'
import { deriveStatus } from '../domain/status'
import {
  findStatus,
  listRoster,
  lockAgent,
  renewLeases,
  type StatusRow,
  writeChoice,
  writeStatus,
} from '../store/agent-status'

/** Connection lease: the rule book's default. Renewed every LEASE_RENEW_MS by every open stream. */
export const LEASE_MS = 20_000
export const LEASE_RENEW_MS = 5_000

type Change = { choice?: { status: 'online' | 'busy' | 'offline'; reason: string | null } }

const view = (row: StatusRow): AgentStatusView => ({
  agentId: row.id,
  status: row.status,
  source: row.source,
  reason: row.reason,
  since: row.since.toISOString(),
  current: row.current,
  limit: row.limit,
})

/**
 * Derives an agent's status anew from lease, choice and roster, after a change of one of them, and stores it
 * with its span in the history when it differs. @throws {AppError} not_found
 */
export async function refreshStatus(agentId: string, change: Change = {}): Promise<AgentStatusView> {
  const at = nowMs()
  const result = await inTransaction(async (sql) => {
    const row = await lockAgent(sql, agentId)
    if (!row) throw new AppError('not_found', 'There is no such agent.')
    if (change.choice) {
      await writeChoice(sql, agentId, { ...change.choice, at: new Date(at) })
      row.choice = change.choice.status
      row.choiceReason = change.choice.reason
      row.choiceAt = new Date(at)
    }
    const next = deriveStatus({
      at,
      leaseExpiresAt: row.leaseUntil?.getTime() ?? null,
      choice: row.choice
        ? { status: row.choice, reason: row.choiceReason, at: row.choiceAt?.getTime() ?? 0 }
        : null,
      roster: rosterAt(await listRoster(sql, agentId, new Date(at)), at),
    })
    const same = next.status === row.status && next.source === row.source && next.reason === row.reason
    if (!same) {
      await writeStatus(sql, agentId, next, new Date(at))
      Object.assign(row, next, { since: new Date(at) })
    }
    return { row, changed: !same }
  })
  const shown = view(result.row)
  if (result.changed) {
    publishFleeting({
      type: 'agent_status',
      agentIds: [agentId],
      audience: 'staff',
      at: new Date(at),
      payload: { detail: shown },
    })
    // Room was made, or the last one of a group may have left: either way the queues must look again.
    emitSignal('capacity_changed', { agentIds: [agentId] })
  }
  return shown
}

/** A stream opened, or a request that counts as a sign of life: the lease runs from now. */
export async function connectAgent(agentId: string): Promise<AgentStatusView> {
  await renewLeases(pool(), [agentId], new Date(nowMs() + LEASE_MS))
  return refreshStatus(agentId)
}

/** The agent's or a supervisor's choice. A request by the agent renews the lease once. */
export async function chooseStatus(
  agentId: string,
  status: 'online' | 'busy' | 'offline',
  reason: string | null,
  by: 'self' | 'supervisor',
): Promise<AgentStatusView> {
  if (by === 'self') await renewLeases(pool(), [agentId], new Date(nowMs() + LEASE_MS))
  return refreshStatus(agentId, { choice: { status, reason } })
}

/** @throws {AppError} not_found */
export async function getStatus(agentId: string): Promise<AgentStatusView> {
  const row = await findStatus(pool(), agentId)
  if (!row) throw new AppError('not_found', 'There is no such agent.')
  return view(row)
}
