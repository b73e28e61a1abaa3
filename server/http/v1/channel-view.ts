import { currentSettings } from '@/server/modules/accounts'
import { logoPath, organizationSettings } from '@/server/modules/accounts/contract'
import { answeringBot, botWords, greetingOf } from '@/server/modules/bot'
import { isOpen, nextOpening } from '@/server/modules/channels'
import type { CategoryConfig, ChannelConfig, Configuration } from '@/server/modules/dispatch'
import { nowMs } from '@/server/platform/clock'
import type { CategoryNode, ConversationView, SessionView, WindowSettings } from './contract'

/** What a channel has until somebody chooses: the organisation's accent takes its place. */
const UNCHOSEN_COLOR = '#2f6fed'

type Words = Record<string, string>
/** Language by language the channel's own words, else the organisation's. */
function inherited(organization: Words, own: Words): Words {
  return {
    ...organization,
    ...Object.fromEntries(Object.entries(own).filter(([, text]) => text.trim() !== '')),
  }
}

const REOPEN_WINDOW_MS = 24 * 3_600_000

const childrenOf = (nodes: Map<string, CategoryConfig>, parentId: string | null): CategoryNode[] =>
  [...nodes.values()]
    .filter((node) => node.parentId === parentId && !node.disabled)
    .map((node) => ({ id: node.id, names: node.names, children: childrenOf(nodes, node.id) }))

/** The channel as a customer's window knows it. */
export async function channelView(
  channel: ChannelConfig,
  configuration: Configuration,
): Promise<SessionView['channel']> {
  const at = nowMs()
  const { branding, texts } = configuration.organization.settings
  const openNow = channel.hours === null || isOpen(channel.hours, at)
  const next = openNow || channel.hours === null ? null : nextOpening(channel.hours, at)
  return {
    id: channel.id,
    name: channel.name,
    language: channel.language,
    color: channel.color === UNCHOSEN_COLOR ? (branding.accent ?? channel.color) : channel.color,
    greeting: inherited(texts.greeting, channel.greeting),
    openNow,
    nextOpening: next === null ? null : new Date(next).toISOString(),
    timeZone: channel.hours?.timeZone ?? null,
    brand: {
      name: branding.productName || configuration.organization.name,
      logoUrl: branding.logoId && logoPath(branding.logoId),
    },
    categories: childrenOf(configuration.categories, null),
    settings: {
      ...settingsView(channel, configuration),
      transcript: channel.settings.transcript && (await currentSettings()).mail !== null,
    },
    bot: await botView(channel, configuration),
  }
}

/** null where a human is asked for at once. */
async function botView(
  channel: ChannelConfig,
  configuration: Configuration,
): Promise<SessionView['channel']['bot']> {
  const settings = await answeringBot(channel, configuration)
  if (!settings) return null
  const inBoth = <T>(of: (language: 'en' | 'zh') => T) => ({ en: of('en'), zh: of('zh') })
  return {
    name: inBoth((language) => settings.name[language] || botWords[language].name),
    pictureUrl: settings.pictureUrl || null,
    greeting: inBoth((language) => greetingOf(settings, language).text),
    buttons: inBoth((language) => greetingOf(settings, language).buttons),
    humanButton: settings.handOver.button,
  }
}

function settingsView(
  channel: ChannelConfig,
  { organization, categories }: Configuration,
): Omit<WindowSettings, 'transcript'> {
  const { reopen, askRating, typingPreview, closingWords, form, contact, menu } = channel.settings
  const { ratingTags, thresholds } = organizationSettings.strip().parse(organization.settings)
  const offered = ratingTags.filter(({ disabled }) => !disabled)
  return {
    ...{ reopen, askRating, typingPreview, form, contact, ratingTags: offered },
    closingWords: inherited(organization.settings.texts.closing, closingWords),
    ...{ queueText: organization.settings.texts.queue, offlineText: organization.settings.texts.offline },
    reopenWindowMs: channel.thresholds.reopenWindowMs ?? thresholds.reopenWindowMs ?? REOPEN_WINDOW_MS,
    menu: menu.filter(({ action }) => {
      if (action.kind !== 'category') return true
      const category = categories.get(action.categoryId)
      return category !== undefined && !category.disabled
    }),
  }
}

/** An ended conversation that somebody served and whose customer may still go on with it. */
export const mayContinue = (
  conversation: ConversationView,
  { reopen, reopenWindowMs }: WindowSettings,
  at: number,
): boolean =>
  reopen === 'reopen' &&
  conversation.agent !== null &&
  conversation.endedAt !== null &&
  at - Date.parse(conversation.endedAt) < reopenWindowMs
