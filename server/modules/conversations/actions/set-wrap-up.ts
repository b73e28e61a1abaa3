import { publishEntries } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import { requireWrapUp } from '../store/wrap-ups'

/** Files a conversation under a wrap-up, before or after its end; the last one counts. */
export async function setWrapUp(
  conversationId: string,
  input: { wrapUpId?: string | undefined; note?: string | undefined },
): Promise<void> {
  const at = now()
  const entry = await inTransaction(async (sql) => {
    const wrapUp = input.wrapUpId ? await requireWrapUp(sql, input.wrapUpId) : null
    return applyStep(sql, {
      conversationId,
      set: {
        wrap_up_id: wrapUp?.id ?? null,
        ...(input.note === undefined ? {} : { wrap_up_note: input.note }),
      },
      event: { type: 'wrapped_up', audience: 'staff', payload: { patch: { wrapUp } } },
      at,
    })
  })
  if (!entry) throw new AppError('not_found', 'There is no such conversation.')
  publishEntries([entry])
}
