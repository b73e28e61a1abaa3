/** Which steps of a conversation a customer in the IM is told, and in which words. */
import type { ImText } from '../contract'

type Payload = { patch?: Record<string, unknown>; detail?: Record<string, unknown> }
export type Notice = { keys: ImText[]; agent: string | null }

const nameOf = (patch: Record<string, unknown>): string | null =>
  (patch.agent as { name?: string } | null | undefined)?.name ?? null

/** null: nothing that the customer needs to hear. */
export function noticeOf(
  type: string,
  { patch = {}, detail = {} }: Payload,
  creationType: string | null,
): Notice | null {
  const agent = nameOf(patch)
  const only = (key: ImText): Notice => ({ keys: [key], agent })
  switch (type) {
    case 'assigned':
    case 'reopened':
      if (patch.live === false || (agent === null && creationType === 'offline')) return only('offline')
      return agent === null ? null : only('assigned')
    case 'transferred':
      return agent === null ? null : only('transferred')
    case 'queued':
      return only('queued')
    case 'queue_choice':
      return detail.offered === true ? only('choice') : null
    case 'reminded':
      return only('reminder')
    case 'status':
      return patch.status === 'awaiting_confirmation' ? only('confirm') : null
    case 'ended':
      return { keys: patch.canRate === true ? ['ended', 'rate'] : ['ended'], agent }
    case 'rating_invited':
      return patch.canRate === true ? only('rate') : null
    case 'rated':
      return only('rated')
    default:
      return null
  }
}
