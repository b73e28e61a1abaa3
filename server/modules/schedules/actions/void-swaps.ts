import { notifyAll } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import type { VoidReason } from '../contract'
import { findVoid } from '../domain/swap-rules'
import { listEntryFacts, listOpenSwaps, moveSwap, type SwapRow } from '../store/swaps'
import { auditSwap, shiftOf } from './offer-swap'
import { organizationZone, viewSwap, type Zone } from './request-ground'

const SWEEP_MS = 30_000
const AT_ONCE = 500

/** Looks at open swaps and ends those whose shifts are not what was agreed on. Any process may; each ends once. */
export async function voidSwaps(): Promise<number> {
  const rows = await listOpenSwaps(pool(), AT_ONCE)
  if (rows.length === 0) return 0
  const zone = await organizationZone()
  let ended = 0
  for (const row of rows) if (await voidSwap(row, zone)) ended += 1
  return ended
}

/** True when this call ended it. */
export async function voidSwap(row: SwapRow, known?: Zone): Promise<boolean> {
  const zone = known ?? (await organizationZone())
  const { terms } = viewSwap(row)
  const ids = terms ? [terms.from.entryId, ...(terms.to ? [terms.to.entryId] : [])] : []
  const reason = terms
    ? findVoid(terms, await listEntryFacts(pool(), ids), nowMs(), zone.clock)
    : ('gone' as const)
  return reason !== null && end(row, reason)
}

function end(row: SwapRow, reason: VoidReason): Promise<boolean> {
  return inTransaction(async (tx) => {
    const { id, version, status } = row
    const to = { status: 'void' as const, decidedAt: now(), decisionNote: reason }
    if (!(await moveSwap(tx, { id, version, from: ['requested', 'accepted'] }, to))) return false
    const shift = shiftOf(row)
    const states = { before: { status, shift }, after: { status: 'void', shift, reason } }
    await auditSwap(tx, null, { id, label: row.fromName, action: 'voided', ...states })
    const told = [row.fromAgentId, ...(row.toAgentId ? [row.toAgentId] : [])].map((userId) => ({
      ...{ userId, kind: 'swap_void' as const, params: { shift, reason } },
      href: '/schedule/mine?show=requests',
    }))
    await notifyAll(tx, told)
    return true
  })
}

/** Looks again and again, in every process. */
export function startSwapWatch(): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round('swaps', SWEEP_MS, voidSwaps)
      .catch((err) => log().warn({ err: String(err) }, 'swaps could not be looked at'))
      .finally(() => {
        busy = false
      })
  }, SWEEP_MS)
  return () => clearInterval(timer)
}
