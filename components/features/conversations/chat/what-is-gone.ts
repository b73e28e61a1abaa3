import type { Message } from '../live/live-state'

const withFile: readonly string[] = ['picture', 'file', 'video', 'voice']

/** What retention took of a message: all that it said, or its file; null while everything is there. */
export function whatIsGone(
  message: Pick<Message, 'kind' | 'text' | 'attachment' | 'meta' | 'recalledAt'>,
): 'content' | 'file' | null {
  if (message.recalledAt || message.attachment) return null
  if (withFile.includes(message.kind)) return 'file'
  return message.text === '' && message.meta === null ? 'content' : null
}
