import { publishEntries } from '@/server/events/publish'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { listAnswered } from '../store/answered'
import { lockTicket } from '../store/read-tickets'
import { writeChange } from './change-ticket'
import { remindCallBacks } from './remind'
import { tellCustomers } from './tell-customer'

const EVERY_MS = 2_000

/** A customer who answers while we wait for them opens the ticket again. */
export async function reopenAnswered(): Promise<number> {
  const answered = await listAnswered(pool())
  for (const { id, since } of answered) {
    const step = await inTransaction(async (sql) => {
      const ticket = await lockTicket(sql, id, null)
      if (ticket?.status !== 'pending' || ticket.statusSince.getTime() !== since.getTime()) return null
      return writeChange(sql, ticket, { status: 'open' }, { userId: null, name: '' })
    })
    if (step) publishEntries([step])
  }
  return answered.length
}

/** One that fails keeps the others from nothing. */
async function lookAfter(): Promise<void> {
  const results = await Promise.allSettled([tellCustomers(), reopenAnswered(), remindCallBacks()])
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (reasons.length === 1) throw reasons[0]
  if (reasons.length > 1) throw new Error(reasons.map(String).join('; '))
}

/** Looks for what is due, in every process; each thing happens once, whoever finds it. */
export function startTicketWatch(): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round('tickets', EVERY_MS, lookAfter)
      .catch((err) => log().warn({ err: String(err) }, 'tickets could not be looked after'))
      .finally(() => {
        busy = false
      })
  }, EVERY_MS)
  return () => clearInterval(timer)
}
