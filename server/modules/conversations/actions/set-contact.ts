import { publishEntries } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import { completeContact } from '../store/customers'

const OPEN = ['with_bot', 'queued', 'awaiting_agent', 'awaiting_customer', 'awaiting_confirmation']

/** Where an answer can reach the customer, said while the conversation is open. @throws {AppError} conversation_ended */
export async function setContact(
  conversationId: string,
  given: { email?: string | undefined; phone?: string | undefined },
): Promise<void> {
  const contact = JSON.parse(JSON.stringify(given)) as Record<string, string>
  const entry = await inTransaction(async (sql) => {
    const step = await applyStep(sql, {
      conversationId,
      from: OPEN,
      set: { contact },
      event: { type: 'contact', payload: { patch: { contact }, detail: { by: 'customer' } } },
      at: now(),
    })
    if (!step) throw new AppError('conversation_ended', 'This conversation has ended. Open a new one.')
    await completeContact(sql, step.customerId, contact)
    return step
  })
  publishEntries([entry])
}
