import { loadConfiguration } from '@/server/modules/dispatch'
import { findPublished, tryQuestion } from '@/server/modules/knowledge'
import type { BotChoice } from '../../conversations/contract'
import { defaultThresholds, type TurnSource } from '../contract'
import {
  answerFound,
  answerOfService,
  answerTapped,
  chat,
  handOver,
  ignore,
  miss,
  offer,
  type Standing,
  type Tried,
  type Turn,
  wordsOf,
} from '../domain/answer-turn'
import { buttonsOf, findNode, isHandedOver } from '../domain/menu'
import { type Asked, type Heard, languageOfWords, readTurn } from '../domain/read-turn'
import type { StoredBot } from '../store/bots'
import { askService } from './ask-service'

export type TurnInput = {
  bot: StoredBot
  conversationId: string | null
  heard: Heard[]
  earlier: string[]
  misses: number
  /** Of the conversation; the words may say otherwise. */
  language: 'en' | 'zh'
  /** Whether the channel's external service may be asked. */
  external: boolean
}
export type Decided = { turn: Turn; asked: Asked; tried: Tried[]; language: 'en' | 'zh' }

const mostFound = 5

/** What the bot says to these messages. Nothing is written, so the test window asks the same. */
export async function decideTurn(input: TurnInput): Promise<Decided> {
  const { settings } = input.bot
  const asked = readTurn(input.heard, settings)
  const words = asked.kind === 'questions' ? asked.questions.join('\n') : (input.heard.at(-1)?.text ?? '')
  const language = languageOfWords(words, input.language)
  const standing: Standing = { settings, language, misses: input.misses }
  const decided = (turn: Turn, tried: Tried[] = []): Decided => ({ turn, asked, tried, language })
  switch (asked.kind) {
    case 'nothing':
      return decided(ignore(standing))
    case 'human':
      return decided(handOver(standing, asked.why))
    case 'small_talk':
      return decided(chat(standing, asked.talk))
    case 'not_text':
      return decided(miss(standing, 'not_text', 'settings'))
    case 'choice':
      return decided(await tapped(standing, asked.choice))
    case 'questions': {
      const { turn, tried } = await answerQuestions(input, standing, asked.questions)
      return decided(turn, tried)
    }
  }
}

async function answerQuestions(
  input: TurnInput,
  standing: Standing,
  questions: string[],
): Promise<{ turn: Turn; tried: Tried[] }> {
  const question = questions.join('\n')
  let source: TurnSource = 'knowledge'
  if (input.external && standing.settings.external.enabled) {
    const { conversationId, earlier } = input
    const answer = await askService(input.bot, {
      ...{ conversationId, language: standing.language, question, earlier },
    })
    const turn = answer && answerOfService(standing, answer)
    if (turn) return { turn, tried: [] }
    source = 'fallback'
  }
  const tried: Tried[] = []
  const from = standing.settings.suggestFrom
  for (const [place, one] of questions.entries())
    tried.push(await search(one, [...input.earlier, ...questions.slice(0, place)], from))
  const joined = questions.length > 1 ? await search(question, input.earlier, from) : (tried[0] as Tried)
  const all = questions.length > 1 ? [...tried, joined] : tried
  return { turn: answerFound(standing, tried, joined, source), tried: all }
}

/**
 * What was said before helps to understand a question that says something itself; of one that says nothing it would
 * only bring the last answer back.
 */
async function search(question: string, earlier: string[], from: number): Promise<Tried> {
  const alone = await ask(question, [])
  const says = (alone.found[0]?.score ?? 0) >= from
  return says && earlier.length > 0 ? ask(question, earlier.slice(-3)) : alone
}

async function ask(question: string, earlier: string[]): Promise<Tried> {
  const { verdict, found } = await tryQuestion({ text: question.slice(0, 8_000), earlier, limit: mostFound })
  // A miss although something stands above the search's own threshold: it is no question of ours.
  const none = verdict === 'miss' && (found[0]?.score ?? 0) >= defaultThresholds.answer
  return { question, none, found: found.map(({ id, title, text, score }) => ({ id, title, text, score })) }
}

async function tapped(standing: Standing, choice: BotChoice): Promise<Turn> {
  const { settings, language } = standing
  const words = wordsOf(standing)
  switch (choice.kind) {
    case 'article': {
      const article = await findPublished(choice.id, language === 'zh' ? '中' : 'en')
      return article ? answerTapped(article) : miss(standing, 'nothing_found', 'knowledge')
    }
    case 'menu': {
      const node = findNode(settings.buttons, choice.key)
      const items = node?.action.kind === 'menu' ? node.action.items : settings.buttons
      const label = node ? node.label[language] || node.label.en || node.label.zh : words.name
      return offer(standing, words.choose(label), buttonsOf(items, language))
    }
    case 'category':
      return pickCategory(standing, choice.id)
    case 'none':
      return miss(standing, 'none_of_these', 'settings')
    // Read before: a wish for a human and a question are no choice of the bot's.
    case 'human':
      return handOver(standing, 'button')
    case 'question':
      return miss(standing, 'nothing_found', 'settings')
  }
}

/** Deeper into the tree while there is more, then the question itself, or a human where the channel says so. */
async function pickCategory(standing: Standing, id: string): Promise<Turn> {
  const { settings, language } = standing
  const { categories } = await loadConfiguration()
  const picked = categories.get(id)
  const words = wordsOf(standing)
  if (!picked || picked.disabled) return miss(standing, 'nothing_found', 'settings')
  if (isHandedOver(settings, categories, id)) return handOver(standing, 'category', '', id)
  const nameOf = (names: Record<string, string>) => names[language] || names.en || names.zh || ''
  const below = [...categories.values()].filter(({ parentId, disabled }) => parentId === id && !disabled)
  const buttons = below
    .slice(0, 12)
    .map((one) => ({ label: nameOf(one.names), choice: { kind: 'category' as const, id: one.id } }))
  const name = nameOf(picked.names)
  const text = buttons.length > 0 ? words.choose(name) : words.category(name)
  return { ...offer(standing, text, buttons), categoryId: id }
}
