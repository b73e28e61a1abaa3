import type { z } from 'zod'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type {
  BotDetail,
  BotOpeningView,
  BotRow,
  BotSettings,
  CircuitView,
  TriedBot,
  tryBotInput,
} from '../contract'
import { botWords } from '../domain/bot-words'
import { circuitState } from '../domain/circuit'
import { countTurns, findBot, listBots, type StoredBot } from '../store/bots'
import { quiet, readCircuit, readCircuits, type StoredCircuit } from '../store/circuits'
import { decideTurn } from './decide-turn'
import { greetingOf } from './enter-conversation'

const DAYS_30 = 30 * 86_400_000

function circuitView(circuit: StoredCircuit): CircuitView {
  return {
    state: circuitState(circuit, nowMs()),
    failures: circuit.failures,
    openUntil: circuit.openUntil === null ? null : new Date(circuit.openUntil).toISOString(),
    lastError: circuit.lastError,
    lastFailedAt: circuit.lastFailedAt?.toISOString() ?? null,
  }
}

/** All channels, those without a bot too. */
export async function listBotRows(): Promise<BotRow[]> {
  const since = new Date(nowMs() - DAYS_30)
  const [bots, circuits, counts] = await Promise.all([listBots(), readCircuits(pool()), countTurns(since)])
  return bots.map(({ channelId, channelName, channelDisabled, version, settings }) => ({
    ...{ id: channelId, channelId, channelName, channelDisabled, version },
    ...{ enabled: settings.enabled, when: settings.when, external: settings.external.enabled },
    circuit: circuitState(circuits.get(channelId) ?? quiet, nowMs()),
    turns: counts.get(channelId)?.turns ?? 0,
    missed: counts.get(channelId)?.missed ?? 0,
  }))
}

async function getBot(channelId: string): Promise<StoredBot> {
  const bot = await findBot(channelId)
  if (!bot) throw new AppError('not_found', 'There is no such channel.')
  return bot
}

/** @throws {AppError} not_found */
export async function getBotDetail(channelId: string): Promise<BotDetail> {
  const { secret, channelName, version, settings } = await getBot(channelId)
  const circuit = circuitView(await readCircuit(pool(), channelId))
  return { channelId, channelName, version, settings, hasSecret: secret !== null, circuit }
}

/** What a conversation would begin with. @throws {AppError} not_found */
export async function openTry(input: {
  channelId: string
  settings?: BotSettings | undefined
  language: 'en' | 'zh'
}): Promise<BotOpeningView> {
  const bot = await getBot(input.channelId)
  const settings = input.settings ?? bot.settings
  const { text, buttons } = greetingOf(settings, input.language)
  const name = settings.name[input.language] || botWords[input.language].name
  return { name, pictureUrl: settings.pictureUrl, text, buttons }
}

/**
 * What the bot would say, and why: the same decision as in a conversation, of which nothing is kept or counted.
 * @throws {AppError} not_found
 */
export async function tryBot(input: z.output<typeof tryBotInput>): Promise<TriedBot> {
  const stored = await getBot(input.channelId)
  const { text, choice, earlier, misses, language, external } = input
  const { turn, tried } = await decideTurn({
    // The address that is asked is the one that somebody with the right to it has saved.
    bot: {
      ...stored,
      settings: { ...(input.settings ?? stored.settings), external: stored.settings.external },
    },
    conversationId: null,
    heard: [{ seq: 1, kind: 'text', text, choice, recalled: false }],
    ...{ earlier, misses, language, external },
  })
  const { outcome, reason, source, replies } = turn
  return {
    ...{ outcome, reason, source, replies, misses: turn.misses, handOver: turn.handOver !== null },
    searches: tried.map(({ question, found }) => ({
      question,
      found: found.map(({ id, title, score }) => ({ id, title, score })),
    })),
    circuit: circuitState(await readCircuit(pool(), input.channelId), nowMs()),
  }
}
