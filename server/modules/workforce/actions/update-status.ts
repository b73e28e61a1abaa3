import { publishFleeting } from '@/server/events/publish'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { type RosterSpan, rosterAt } from '../domain/roster-at'
import { rosterOutlook } from '../domain/roster-outlook'
import { deriveStatus } from '../domain/status'
import {
  findOpenSpan,
  findStatus,
  listRoster,
  lockAgent,
  renewLeases,
  type StatusRow,
  writeChoice,
  writeStatus,
} from '../store/agent-status'
import { isOfferedReason } from '../store/busy-reasons'

/** Connection lease: the rule book's default. Renewed every LEASE_RENEW_MS by every open stream. */
export const LEASE_MS = 20_000
export const LEASE_RENEW_MS = 5_000

type Change = {
  choice?: { status: 'online' | 'busy' | 'offline'; reason: string | null }
  /** Whoever is switched off counts as not connected, whatever streams are still closing. */
  retired?: boolean
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

function viewOf(row: StatusRow, roster: readonly RosterSpan[], at: number): AgentStatusView {
  const { since, until, shiftEndsAt } = rosterOutlook(roster, at)
  return {
    agentId: row.id,
    status: row.status,
    source: row.source,
    reason: row.reason,
    since: row.since.toISOString(),
    current: row.current,
    limit: row.limit,
    rosterSince: iso(since),
    rosterUntil: iso(until),
    shiftEndsAt: iso(shiftEndsAt),
  }
}

function derive(row: StatusRow, roster: readonly RosterSpan[], at: number) {
  return deriveStatus({
    at,
    leaseExpiresAt: row.leaseUntil?.getTime() ?? null,
    choice: row.choice
      ? { status: row.choice, reason: row.choiceReason, at: row.choiceAt?.getTime() ?? 0 }
      : null,
    roster: rosterAt(roster, at),
  })
}

/**
 * Derives an agent's status anew from lease, choice and roster, after a change of one of them, and stores it
 * with its span in the history when it differs. The moment is taken under the row's lock and never lies before
 * the last change, so that spans follow each other whoever raced. @throws {AppError} not_found
 */
export async function refreshStatus(agentId: string, change: Change = {}): Promise<AgentStatusView> {
  const { shown, changed, at } = await inTransaction(async (sql) => {
    const row = await lockAgent(sql, agentId, change.retired)
    if (row && change.retired) row.leaseUntil = null
    if (!row) throw new AppError('not_found', 'There is no such agent.')
    const at = Math.max(nowMs(), (await findOpenSpan(sql, agentId))?.getTime() ?? 0)
    if (change.choice) {
      await writeChoice(sql, agentId, { ...change.choice, at: new Date(at) })
      row.choice = change.choice.status
      row.choiceReason = change.choice.reason
      row.choiceAt = new Date(at)
    }
    const roster = await listRoster(sql, agentId, new Date(at))
    const next = derive(row, roster, at)
    const same = next.status === row.status && next.source === row.source && next.reason === row.reason
    if (!same) {
      await writeStatus(sql, agentId, next, new Date(at))
      Object.assign(row, next, { since: new Date(at) })
    }
    return { shown: viewOf(row, roster, at), changed: !same, at }
  })
  if (changed) {
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

/** The end of somebody's work: offline at once. @throws {AppError} not_found when they are no agent */
export function retireStatus(agentId: string): Promise<AgentStatusView> {
  return refreshStatus(agentId, { retired: true })
}

/** A stream opened, or a request that counts as a sign of life: the lease runs from now. */
export async function connectAgent(agentId: string): Promise<AgentStatusView> {
  await renewLeases(pool(), [agentId], new Date(nowMs() + LEASE_MS))
  return refreshStatus(agentId)
}

async function requireBusyReason(key: string): Promise<void> {
  if (await isOfferedReason(pool(), key)) return
  throw new AppError('invalid_input', 'There is no such reason to be busy.', {
    fields: [{ path: 'reason', message: 'unknown reason' }],
  })
}

/**
 * The agent's or a supervisor's choice. A request by the agent renews the lease once.
 * @throws {AppError} not_found, invalid_input when the reason is none that is offered
 */
export async function chooseStatus(
  agentId: string,
  status: 'online' | 'busy' | 'offline',
  reason: string | null,
  by: 'self' | 'supervisor',
): Promise<AgentStatusView> {
  if (status === 'busy' && reason !== null) await requireBusyReason(reason)
  if (by === 'self') await renewLeases(pool(), [agentId], new Date(nowMs() + LEASE_MS))
  return refreshStatus(agentId, { choice: { status, reason } })
}

/** @throws {AppError} not_found */
export async function getStatus(agentId: string): Promise<AgentStatusView> {
  const row = await findStatus(pool(), agentId)
  if (!row) throw new AppError('not_found', 'There is no such agent.')
  const at = nowMs()
  return viewOf(row, await listRoster(pool(), agentId, new Date(at)), at)
}
