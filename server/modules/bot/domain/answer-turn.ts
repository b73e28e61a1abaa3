/**
 * From what was asked and what was found to what the bot says: an answer when it is sure, a choice when it is near,
 * a miss when it is neither, and a human after as many misses in a row as the channel allows. A human who was asked
 * for is always got; nothing else changes how many misses there were, except an answer.
 */
import type { BotButton } from '../../conversations/contract'
import type { BotSettings, ServiceAnswer, TurnOutcome, TurnReason, TurnSource } from '../contract'
import { botWords } from './bot-words'
import { type AnswerPicture, picturesOf, plainAnswer } from './plain-answer'
import type { SmallTalk } from './small-talk'

export type FoundAnswer = { id: string; title: string; text: string; score: number }
/** `none`: the search says that it is no question of ours, however near something stands. */
export type Tried = { question: string; found: FoundAnswer[]; none: boolean }

export type Reply = {
  text: string
  buttons: BotButton[]
  articleId: string | null
  pictures?: AnswerPicture[]
}
export type Turn = {
  outcome: TurnOutcome
  reason: TurnReason
  source: TurnSource
  replies: Reply[]
  misses: number
  handOver: TurnReason | null
  /** Chosen by the customer: noted in the conversation. */
  categoryId: string | null
  score: number | null
}

export type Standing = { settings: BotSettings; language: 'en' | 'zh'; misses: number }

const mostOffered = 3

export function localized(text: { en: string; zh: string }, language: 'en' | 'zh'): string {
  return text[language] || text[language === 'en' ? 'zh' : 'en']
}

export const wordsOf = ({ settings, language }: Standing) => ({
  ...botWords[language],
  miss: settings.words.miss[language] || botWords[language].miss,
  handOver: settings.words.handOver[language] || botWords[language].handOver,
})

const plain: Pick<Turn, 'handOver' | 'categoryId' | 'score'> = {
  handOver: null,
  categoryId: null,
  score: null,
}
const say = (text: string, buttons: BotButton[] = [], articleId: string | null = null): Reply => ({
  text,
  buttons,
  articleId,
})
const humanButton = (standing: Standing): BotButton[] =>
  standing.settings.handOver.button ? [{ label: wordsOf(standing).human, choice: { kind: 'human' } }] : []

export const articleReply = ({ id, title, text }: Omit<FoundAnswer, 'score'>): Reply => {
  const pictures = picturesOf(text)
  return { ...say(plainAnswer(text) || title, [], id), ...(pictures.length > 0 ? { pictures } : {}) }
}

export function handOver(standing: Standing, reason: TurnReason, text = '', categoryId?: string): Turn {
  return {
    ...{ outcome: 'handed_over', reason, source: reason === 'service' ? 'service' : 'settings' },
    ...{ replies: [say(text || wordsOf(standing).handOver)], misses: standing.misses, handOver: reason },
    ...{ categoryId: categoryId ?? null, score: null },
  }
}

/** The last one allowed is answered with a human. */
export function miss(standing: Standing, reason: TurnReason, source: TurnSource, text = ''): Turn {
  const misses = standing.misses + 1
  const limit = standing.settings.handOver.misses
  if (limit !== null && misses >= limit)
    return { ...handOver(standing, 'misses'), outcome: 'missed', source, misses }
  const words = wordsOf(standing)
  const said = text || (reason === 'not_text' ? words.notText : words.miss)
  return { ...plain, outcome: 'missed', reason, source, misses, replies: [say(said, humanButton(standing))] }
}

export const chat = (standing: Standing, talk: SmallTalk): Turn => ({
  ...{ ...plain, outcome: 'chatted', reason: 'small_talk', source: 'settings', misses: standing.misses },
  replies: [say(wordsOf(standing).talk[talk])],
})

export const ignore = ({ misses }: Standing): Turn => ({
  ...{ ...plain, outcome: 'ignored', reason: 'recalled', source: 'settings', misses, replies: [] },
})

export const offer = (standing: Standing, text: string, buttons: BotButton[]): Turn => ({
  ...{ ...plain, outcome: 'offered', reason: 'tapped', source: 'settings', misses: standing.misses },
  replies: [say(text, buttons)],
})

export const answerTapped = (answer: Omit<FoundAnswer, 'score'>): Turn => ({
  ...{ ...plain, outcome: 'answered', reason: 'tapped', source: 'knowledge', misses: 0 },
  replies: [articleReply(answer)],
})

/**
 * Each question by itself; where none of them is answered, all together (`joined`), as one that was sent in pieces.
 */
export function answerFound(
  standing: Standing,
  tried: readonly Tried[],
  joined: Tried,
  source: TurnSource,
): Turn {
  const { answerFrom, suggestFrom } = standing.settings
  const sure = [...tried, joined].flatMap(({ found: [best], none }) =>
    best && !none && best.score >= answerFrom ? [best] : [],
  )
  const distinct = sure.filter(({ id }, place) => sure.findIndex((one) => one.id === id) === place)
  const answers = tried.length > 1 ? distinct.slice(0, tried.length) : distinct.slice(0, 1)
  if (answers.length > 0) {
    const score = Math.min(...answers.map((one) => one.score))
    const replies = answers.map(articleReply)
    return { ...plain, outcome: 'answered', reason: 'found', source, misses: 0, replies, score }
  }
  const near = joined.none
    ? []
    : joined.found.filter(({ score }) => score >= suggestFrom).slice(0, mostOffered)
  if (near.length === 0)
    return { ...miss(standing, 'nothing_found', source), score: joined.found[0]?.score ?? null }
  const words = wordsOf(standing)
  const buttons: BotButton[] = [
    ...near.map(({ id, title }) => ({ label: title, choice: { kind: 'article' as const, id } })),
    { label: words.noneOfThese, choice: { kind: 'none' } },
  ]
  return {
    ...{ ...plain, outcome: 'unsure', reason: 'near', source, misses: standing.misses },
    ...{ replies: [say(words.didYouMean, buttons)], score: near[0]?.score ?? null },
  }
}

/** null: it knows nothing, and the knowledge base is asked. */
export function answerOfService(standing: Standing, answer: ServiceAnswer): Turn | null {
  const buttons = (list: { label: string; question?: string | undefined }[]): BotButton[] =>
    list.map(({ label, question }) => ({ label, choice: { kind: 'question', text: question ?? label } }))
  switch (answer.kind) {
    case 'answer':
      return {
        ...{ ...plain, outcome: 'answered', reason: 'service', source: 'service', misses: 0 },
        replies: [say(answer.text, buttons(answer.buttons))],
      }
    case 'did_you_mean': {
      const words = wordsOf(standing)
      const offered: BotButton[] = [
        ...buttons(answer.options),
        { label: words.noneOfThese, choice: { kind: 'none' } },
      ]
      return {
        ...{ ...plain, outcome: 'unsure', reason: 'service', source: 'service', misses: standing.misses },
        replies: [say(answer.text || words.didYouMean, offered)],
      }
    }
    case 'hand_over':
      return handOver(standing, 'service', answer.text)
    case 'unknown':
      return null
  }
}
