import { answeringBot } from '@/server/modules/bot'
import { readMessages } from '@/server/modules/conversations'
import { botChoice, type MessageMeta } from '@/server/modules/conversations/contract'
import { type ChannelConfig, loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { type Button, buttonsOf } from '../domain/buttons'

/** What stands below the bot's last words, while nothing was answered to them. */
export async function lastButtons(conversationId: string): Promise<Button[]> {
  const page = { conversationId, before: Number.MAX_SAFE_INTEGER, limit: 1, notes: false }
  const [last] = await readMessages(pool(), page)
  return last?.senderKind === 'bot' ? buttonsOf(last.meta) : []
}

/** What a tapped button says besides its label. */
export function metaOf(button: Button | undefined): { meta?: MessageMeta } {
  const choice = botChoice.safeParse(button?.choice)
  return choice.success ? { meta: { choice: choice.data } } : {}
}

/** Whether the channel's bot greets who comes now. */
export const botGreets = async (channel: ChannelConfig): Promise<boolean> =>
  (await answeringBot(channel, await loadConfiguration())) !== null
