/**
 * What a customer's messages ask of the bot. Several that came before an answer are read together: a wish for a
 * human anywhere in them wins, then what was tapped last, then all questions among them. Every message is covered
 * by exactly one turn.
 */
import type { BotChoice } from '../../conversations/contract'
import type { BotSettings } from '../contract'
import { isSmallTalk, type SmallTalk } from './small-talk'

export type Heard = {
  seq: number
  kind: string
  text: string
  choice: BotChoice | null
  recalled: boolean
}

export type Asked =
  | { kind: 'human'; why: 'phrase' | 'button' }
  | { kind: 'choice'; choice: BotChoice }
  | { kind: 'questions'; questions: string[] }
  | { kind: 'small_talk'; talk: SmallTalk }
  | { kind: 'not_text' }
  | { kind: 'nothing' }

const mostQuestions = 3

export function readTurn(heard: readonly Heard[], { handOver }: BotSettings): Asked {
  const said = heard.filter(({ recalled }) => !recalled)
  if (said.length === 0) return { kind: 'nothing' }
  if (said.some(({ choice }) => choice?.kind === 'human')) return { kind: 'human', why: 'button' }
  const typed = said.filter(({ kind, choice, text }) => kind === 'text' && !choice && text.trim() !== '')
  if (typed.some(({ text }) => asksForHuman(text, handOver.phrases))) return { kind: 'human', why: 'phrase' }
  const last = said.at(-1)
  if (last?.choice && last.choice.kind !== 'question') return { kind: 'choice', choice: last.choice }
  const tapped = said.flatMap(({ choice }) => (choice?.kind === 'question' ? [choice.text] : []))
  const questions = [...typed.map(({ text }) => text.trim()).filter((text) => !isSmallTalk(text)), ...tapped]
  if (questions.length > 0) return { kind: 'questions', questions: questions.slice(-mostQuestions) }
  const talk = typed.map(({ text }) => isSmallTalk(text)).findLast((one) => one !== null)
  return talk ? { kind: 'small_talk', talk } : { kind: 'not_text' }
}

/** Latin phrases as whole words, Chinese ones anywhere; whatever the case. */
export function asksForHuman(text: string, phrases: BotSettings['handOver']['phrases']): boolean {
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return [...phrases.en, ...phrases.zh].some((phrase) => {
    const wanted = phrase
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (wanted === '') return false
    return plain.includes(/\p{Script=Han}/u.test(wanted) ? wanted : ` ${wanted} `)
  })
}

/** The same question, however it is written: without case, marks and spaces. */
export const plainQuestion = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Chinese where there is any; a line of digits or of another script is answered in the conversation's language. */
export function languageOfWords(text: string, otherwise: 'en' | 'zh'): 'en' | 'zh' {
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  return /[a-z]{3}/i.test(text) && text.trim().includes(' ') ? 'en' : otherwise
}
