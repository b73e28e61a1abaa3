import { z } from 'zod'
import { type BotButton, botChoice } from '../conversations/contract'

/** Text by language; where one is empty the other is said. */
const inBoth = (max: number) =>
  z.object({ en: z.string().trim().max(max).default(''), zh: z.string().trim().max(max).default('') })

export const mostButtons = 12
const buttonKey = z.string().regex(/^[a-z0-9]{1,12}$/)

const label = inBoth(60).refine(({ en, zh }) => en !== '' || zh !== '', { message: 'required', path: ['en'] })

/** What a tap does. */
const leafAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('article'), articleId: z.uuid() }),
  /** Asked as if the customer had typed it. */
  z.strictObject({ kind: z.literal('question'), text: inBoth(200) }),
  z.strictObject({ kind: z.literal('category'), categoryId: z.uuid() }),
  z.strictObject({ kind: z.literal('link'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  z.strictObject({ kind: z.literal('human') }),
])

/** A button of the greeting or of a menu; keys are the product's and name it for as long as it exists. */
export const menuNode: z.ZodType<MenuNode, MenuNodeInput> = z.strictObject({
  key: buttonKey,
  label,
  get action() {
    return z.union([
      leafAction,
      z.strictObject({ kind: z.literal('menu'), items: z.array(menuNode).min(1).max(mostButtons) }),
    ])
  },
})
export type MenuAction = z.output<typeof leafAction> | { kind: 'menu'; items: MenuNode[] }
export type MenuNode = { key: string; label: { en: string; zh: string }; action: MenuAction }
type MenuNodeInput = {
  key: string
  label: { en?: string | undefined; zh?: string | undefined }
  action: z.input<typeof leafAction> | { kind: 'menu'; items: MenuNodeInput[] }
}

const mostLevels = 3
const depthOf = (nodes: readonly MenuNode[]): number =>
  Math.max(0, ...nodes.map(({ action }) => 1 + (action.kind === 'menu' ? depthOf(action.items) : 0)))
const keysOf = (nodes: readonly MenuNode[]): string[] =>
  nodes.flatMap(({ key, action }) => [key, ...(action.kind === 'menu' ? keysOf(action.items) : [])])

const phrases = z.array(z.string().trim().min(1).max(40)).max(100)

/** The evaluated thresholds of docs/bot.md. */
export const defaultThresholds = { answer: 0.45, suggest: 0.2 }

export const defaultPhrases = {
  en: ['human', 'real person', 'live agent', 'an agent', 'representative', 'talk to someone', 'operator'],
  zh: ['人工', '真人', '转客服', '找客服', '客服人员'],
}

const externalService = z.strictObject({
  enabled: z.boolean().default(false),
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2_000)]).default(''),
  timeoutMs: z.int().min(200).max(10_000).default(3_000),
})

/** channel_bots.settings. */
export const botSettings = z
  .strictObject({
    enabled: z.boolean().default(false),
    /** closed: only while the channel's service hours are over. */
    when: z.enum(['always', 'closed']).default('always'),
    name: inBoth(40).prefault({}),
    /** https address; empty = a sign. */
    pictureUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(2_000)]).default(''),
    greeting: inBoth(1_000).prefault({}),
    buttons: z
      .array(menuNode)
      .max(mostButtons)
      .default([])
      .refine((nodes) => depthOf(nodes) <= mostLevels, 'three levels at most')
      .refine((nodes) => new Set(keysOf(nodes)).size === keysOf(nodes).length, 'named twice'),
    /** Sure enough to be said. */
    answerFrom: z.number().min(0.05).max(0.95).default(defaultThresholds.answer),
    /** Near enough to be offered. */
    suggestFrom: z.number().min(0.02).max(0.95).default(defaultThresholds.suggest),
    handOver: z
      .strictObject({
        button: z.boolean().default(true),
        phrases: z
          .object({ en: phrases.default(defaultPhrases.en), zh: phrases.default(defaultPhrases.zh) })
          .prefault({}),
        /** Misses in a row; null = never by itself. */
        misses: z.int().min(1).max(10).nullable().default(2),
        /** With what is below them. */
        categoryIds: z.array(z.uuid()).max(200).default([]),
        /** From this level on the bot is left out; null = for nobody. */
        vipLevel: z.int().min(1).max(9).nullable().default(null),
      })
      .prefault({}),
    /** Empty = the product's own words. */
    words: z.object({ miss: inBoth(500).prefault({}), handOver: inBoth(500).prefault({}) }).prefault({}),
    askHelpful: z.boolean().default(true),
    external: externalService.prefault({}),
  })
  .refine(({ answerFrom, suggestFrom }) => suggestFrom <= answerFrom, {
    message: 'not above the other',
    path: ['suggestFrom'],
  })
  .refine(({ external }) => !external.enabled || external.url !== '', {
    message: 'required',
    path: ['external', 'url'],
  })
export type BotSettings = z.output<typeof botSettings>

export const turnOutcomes = [
  'answered',
  'offered',
  'unsure',
  'missed',
  'handed_over',
  'chatted',
  'ignored',
] as const
/**
 * answered: an article or the service's words · offered: buttons that were asked for · unsure: "did you mean" ·
 * missed · handed_over · chatted: a greeting or thanks · ignored: nothing was left to answer
 */
export type TurnOutcome = (typeof turnOutcomes)[number]

export const turnReasons = [
  'found',
  'near',
  'nothing_found',
  'none_of_these',
  'not_text',
  'tapped',
  'small_talk',
  'phrase',
  'button',
  'misses',
  'category',
  'service',
  'recalled',
] as const
export type TurnReason = (typeof turnReasons)[number]

/** fallback: the service failed or knew nothing, and the knowledge base was asked. */
export const turnSources = ['knowledge', 'service', 'fallback', 'settings'] as const
export type TurnSource = (typeof turnSources)[number]

/** What an external answer service is sent; `delivery` is the same in the signature's header. */
export type ServiceQuestion = {
  delivery: string
  conversationId: string | null
  channelId: string
  language: 'en' | 'zh'
  question: string
  earlier: string[]
}

const serviceButton = z.object({
  label: z.string().trim().min(1).max(80),
  question: z.string().trim().min(1).max(300).optional(),
})

/** What it may answer; anything else counts as a failure. */
export const serviceAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    text: z.string().trim().min(1).max(4_000),
    buttons: z.array(serviceButton).max(mostButtons).default([]),
  }),
  z.object({
    kind: z.literal('did_you_mean'),
    text: z.string().trim().max(1_000).default(''),
    options: z.array(serviceButton).min(1).max(mostButtons),
  }),
  z.object({ kind: z.literal('hand_over'), text: z.string().trim().max(1_000).default('') }),
  z.object({ kind: z.literal('unknown') }),
])
export type ServiceAnswer = z.output<typeof serviceAnswer>
export const mostServiceBytes = 64 * 1024

// ── the console ──

export const channelIdInput = z.object({ channelId: z.uuid() })
const versioned = channelIdInput.extend({ version: z.int().min(0) })
/** Version 0: there is none yet. */
export const saveBotInput = versioned.extend({ settings: botSettings })
export const rotateSecretInput = versioned

export const circuitStates = ['closed', 'open', 'half_open'] as const
export type CircuitView = {
  state: (typeof circuitStates)[number]
  failures: number
  openUntil: string | null
  lastError: string | null
  lastFailedAt: string | null
}

export type BotRow = {
  /** The channel's. */
  id: string
  channelId: string
  channelName: string
  channelDisabled: boolean
  enabled: boolean
  when: BotSettings['when']
  external: boolean
  circuit: CircuitView['state']
  /** Of the last 30 days: answers, and those that found nothing. */
  turns: number
  missed: number
  version: number
}
export type BotDetail = {
  channelId: string
  channelName: string
  version: number
  settings: BotSettings
  hasSecret: boolean
  circuit: CircuitView
}

export const tryBotInput = z.object({
  channelId: z.uuid(),
  /** As in the form, saved or not. */
  settings: botSettings.optional(),
  text: z.string().max(8_000),
  choice: botChoice.nullable().default(null),
  earlier: z.array(z.string().max(8_000)).max(10).default([]),
  misses: z.int().min(0).max(20).default(0),
  language: z.enum(['en', 'zh']),
  /** Ask the external service too. */
  external: z.boolean().default(false),
})

export type TriedBot = {
  outcome: TurnOutcome
  reason: TurnReason
  source: TurnSource
  replies: { text: string; buttons: BotButton[]; articleId: string | null }[]
  misses: number
  handOver: boolean
  /** What was searched for, and what stood nearest. */
  searches: { question: string; found: { id: string; title: string; score: number }[] }[]
  circuit: CircuitView['state']
}
export type BotOpeningView = { name: string; pictureUrl: string; text: string; buttons: BotButton[] }
export const openBotInput = z.object({
  channelId: z.uuid(),
  settings: botSettings.optional(),
  language: z.enum(['en', 'zh']),
})

export const missFilter = z.object({
  search: z.string().trim().max(120).default(''),
  channelId: z.uuid().optional(),
  kind: z.enum(['missed', 'unsure']).optional(),
  days: z.int().min(1).max(365).default(30),
  marked: z.boolean().default(false),
})
export const listMissesInput = missFilter.extend({
  sort: z.enum(['count', 'last']).default('count'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  page: z.int().min(1).default(1),
  pageSize: z.int().min(1).max(100).default(25),
})
export type MissRow = {
  key: string
  /** As it was asked last; empty when those words were deleted. */
  question: string
  count: number
  customers: number
  kind: 'missed' | 'unsure'
  lastAt: string
  language: string
  mark: 'dismissed' | 'article' | 'question' | null
}
const missKey = z.string().min(8).max(64)
export const resolveMissesInput = z.object({
  keys: z.array(missKey).min(1).max(100),
  how: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('dismiss') }),
    z.object({ kind: z.literal('reopen') }),
    /** A draft of this title for each. */
    z.object({ kind: z.literal('article'), topic: z.string().trim().max(400).default('') }),
    z.object({ kind: z.literal('question'), articleId: z.uuid() }),
  ]),
})

export const coverageInput = z.object({
  channelId: z.uuid().optional(),
  days: z.int().min(1).max(90).default(30),
})
export type Coverage = {
  /** First questions that were looked at: the newest ones, and how many there were in all. */
  asked: number
  total: number
  answered: number
  unsure: number
  missed: number
  /** Greetings and the like, not counted in the shares. */
  smallTalk: number
  open: { question: string; verdict: 'unsure' | 'missed'; best: string | null; score: number }[]
}
