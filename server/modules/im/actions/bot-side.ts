import { readMessages } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { type Button, buttonsOf } from '../domain/buttons'

export { openConversation as enterConversation, requestHuman as askForHuman } from '@/server/modules/dispatch'
export type { Button }

/** What stands below the bot's last words, while nothing was answered to them. */
export async function lastButtons(conversationId: string): Promise<Button[]> {
  const page = { conversationId, before: Number.MAX_SAFE_INTEGER, limit: 1, notes: false }
  const [last] = await readMessages(pool(), page)
  return last?.senderKind === 'bot' ? buttonsOf(last.meta) : []
}

/** What a tapped button says besides its label. */
export const metaOf = (_button: Button | undefined) => ({})
