import { isOpen } from '@/server/modules/channels'
import {
  type ChannelConfig,
  type Configuration,
  loadConfiguration,
  type OpenInput,
  openConversation,
  openWithBot,
} from '@/server/modules/dispatch'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { BotSettings } from '../contract'
import { localized } from '../domain/answer-turn'
import { botWords } from '../domain/bot-words'
import { buttonsOf, isHandedOver } from '../domain/menu'
import { insertTalk, readVipLevel } from '../store/talks'
import { botsOf } from './bots-now'

export const languageOf = (language: string | null): 'en' | 'zh' => (language?.startsWith('zh') ? 'zh' : 'en')

/** The channel's bot where it answers now. */
export async function answeringBot(
  channel: ChannelConfig,
  configuration: Configuration,
): Promise<BotSettings | null> {
  const bot = (await botsOf(configuration)).get(channel.id)
  if (!bot?.settings.enabled) return null
  if (bot.settings.when === 'always') return bot.settings
  return channel.hours !== null && !isOpen(channel.hours, nowMs()) ? bot.settings : null
}

export const greetingOf = (settings: BotSettings, language: 'en' | 'zh') => ({
  text: localized(settings.greeting, language) || botWords[language].opening,
  buttons: buttonsOf(settings.buttons, language),
})

/**
 * A customer comes: to the bot where the channel has one that answers now, else to a human. Past the bot goes who
 * comes back to an agent within the window, whose level or category is served by humans at once, and who already
 * has a conversation open. @throws {AppError} not_found, invalid_input
 */
export async function enterConversation(
  input: OpenInput,
): Promise<{ conversationId: string; created: boolean }> {
  const configuration = await loadConfiguration(true)
  const channel = configuration.channels.get(input.channelId)
  const settings = channel && !channel.disabled ? await answeringBot(channel, configuration) : null
  if (!settings || !(await isForBot(settings, input, configuration))) return openConversation(input)
  const language = languageOf(input.entry.language)
  const { text, buttons } = greetingOf(settings, language)
  const opened = await openWithBot(input, {
    greeting: { text, meta: buttons.length > 0 ? { bot: { buttons } } : null },
    senderId: input.channelId,
    keep: insertTalk,
  })
  return opened ? { ...opened, created: true } : openConversation(input)
}

async function isForBot(
  settings: BotSettings,
  { customerId, categoryId }: OpenInput,
  { categories }: Configuration,
): Promise<boolean> {
  const category = categoryId ? categories.get(categoryId) : null
  if (categoryId && (!category || category.disabled)) {
    throw new AppError('invalid_input', 'The question category does not exist.', {
      fields: [{ path: 'categoryId', message: 'unknown category' }],
    })
  }
  if (isHandedOver(settings, categories, categoryId)) return false
  const { vipLevel } = settings.handOver
  return vipLevel === null || (await readVipLevel(pool(), customerId)) < vipLevel
}
