import { type Configuration, loadConfiguration } from '@/server/modules/dispatch'
import { singleton } from '@/server/platform/singleton'
import { listBots, type StoredBot } from '../store/bots'

type Held = { version: number; bots: Map<string, StoredBot> }
const held = () => singleton('bot.settings', () => ({ current: null as Held | null }))

/** The bots of all channels, as of the configuration that is given; read again only when its version has moved. */
export async function botsOf({ version }: Configuration): Promise<Map<string, StoredBot>> {
  const kept = held()
  if (kept.current?.version !== version) {
    const bots = await listBots()
    kept.current = { version, bots: new Map(bots.map((bot) => [bot.channelId, bot])) }
  }
  return kept.current.bots
}

/** The channel's bot, switched on or not; null where nobody has set one up. */
export async function findBotNow(channelId: string): Promise<StoredBot | null> {
  const bot = (await botsOf(await loadConfiguration())).get(channelId)
  return bot && bot.version > 0 ? bot : null
}
