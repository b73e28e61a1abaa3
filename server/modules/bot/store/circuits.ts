import type { Sql } from '@/server/platform/db/pool'
import { type Circuit, failuresToOpen, openMs, probeMs } from '../domain/circuit'

export type StoredCircuit = Circuit & { lastError: string | null; lastFailedAt: Date | null }

type Row = {
  channelId: string
  failures: number
  openUntil: Date | null
  probingUntil: Date | null
  lastError: string | null
  lastFailedAt: Date | null
}

const toCircuit = ({ channelId: _, openUntil, probingUntil, ...row }: Row): StoredCircuit => ({
  ...row,
  openUntil: openUntil?.getTime() ?? null,
  probingUntil: probingUntil?.getTime() ?? null,
})

export const quiet: StoredCircuit = {
  ...{ failures: 0, openUntil: null, probingUntil: null, lastError: null, lastFailedAt: null },
}

export async function readCircuits(sql: Sql): Promise<Map<string, StoredCircuit>> {
  const { rows } = await sql.query<Row>(
    `select channel_id as "channelId", failures, open_until as "openUntil", probing_until as "probingUntil",
      last_error as "lastError", last_failed_at as "lastFailedAt" from bot_circuits`,
  )
  return new Map(rows.map((row) => [row.channelId, toCircuit(row)]))
}

export async function readCircuit(sql: Sql, channelId: string): Promise<StoredCircuit> {
  const { rows } = await sql.query<Row>({
    name: 'bot_circuit',
    text: `select channel_id as "channelId", failures, open_until as "openUntil", probing_until as "probingUntil",
      last_error as "lastError", last_failed_at as "lastFailedAt" from bot_circuits where channel_id = $1`,
    values: [channelId],
  })
  return rows[0] ? toCircuit(rows[0]) : quiet
}

/** Of all who find it half open one tries it. */
export async function claimProbe(sql: Sql, channelId: string, at: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update bot_circuits set probing_until = $3 where channel_id = $1 and (probing_until is null or probing_until <= $2)`,
    [channelId, new Date(at), new Date(at + probeMs)],
  )
  return rowCount === 1
}

/** A failure in a closed circuit counts; the fifth opens it, and so does each one after that. */
export async function noteFailure(sql: Sql, channelId: string, error: string, at: number): Promise<void> {
  await sql.query({
    name: 'bot_circuit_failed',
    text: `insert into bot_circuits as b(channel_id, failures, last_error, last_failed_at) values ($1, 1, $2, $3)
      on conflict (channel_id) do update set failures = b.failures + 1, last_error = $2, last_failed_at = $3,
        probing_until = null, open_until = case when b.failures + 1 >= $4 then $5::timestamptz else b.open_until end`,
    values: [channelId, error.slice(0, 300), new Date(at), failuresToOpen, new Date(at + openMs)],
  })
}

/** Writes nothing while all is well. */
export async function noteSuccess(sql: Sql, channelId: string): Promise<void> {
  await sql.query({
    name: 'bot_circuit_fine',
    text: `update bot_circuits set failures = 0, open_until = null, probing_until = null
      where channel_id = $1 and failures > 0`,
    values: [channelId],
  })
}
