/**
 * What a word of a customer means, by where they stand. A number is an answer only where a question was asked;
 * everywhere else it is a message like any other.
 */
import type { ImSettings } from '../contract'

export type Standing =
  | { kind: 'none'; canRate: boolean; greeted: boolean; menu: number }
  /** So many buttons stand below what the bot said last. */
  | { kind: 'with_bot'; buttons: number }
  | { kind: 'queued'; offered: boolean }
  | { kind: 'confirming' }
  | { kind: 'served'; invited: boolean }

export type Act =
  | { kind: 'message' }
  | { kind: 'end' }
  | { kind: 'hand_over' }
  | { kind: 'menu' }
  | { kind: 'choose'; index: number }
  | { kind: 'tap'; index: number }
  | { kind: 'solved'; solved: boolean }
  | { kind: 'wait'; choose: 'wait' | 'message' }
  | { kind: 'rate'; score: number }

type Words = Pick<ImSettings, 'handOverWords' | 'endWords' | 'menuFirst'>

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()
const among = (words: readonly string[], said: string) => words.some((word) => plain(word) === said)

const SCORE = /^([1-5])\s*(?:分|星|stars?|★)?$/
const STARS = /^(?:★|⭐){1,5}$/u

export function scoreOf(text: string): number | null {
  const said = plain(text)
  if (STARS.test(said)) return [...said].length
  const found = SCORE.exec(said)
  return found ? Number(found[1]) : null
}

const YES = ['1', 'yes', '是', '已解决', '解决了']
const NO = ['2', 'no', '否', '未解决', '没有']

/** `text` null: something that is no text. */
export function understand(text: string | null, standing: Standing, words: Words): Act {
  const said = text === null ? '' : plain(text)
  if (standing.kind === 'none') return before(text, said, standing, words)
  if (text !== null && among(words.endWords, said)) return { kind: 'end' }
  switch (standing.kind) {
    case 'with_bot':
      if (among(words.handOverWords, said)) return { kind: 'hand_over' }
      return numbered(said, standing.buttons, 'tap')
    case 'queued':
      if (standing.offered && said === '1') return { kind: 'wait', choose: 'wait' }
      if (standing.offered && said === '2') return { kind: 'wait', choose: 'message' }
      return { kind: 'message' }
    case 'confirming':
      if (YES.includes(said)) return { kind: 'solved', solved: true }
      return NO.includes(said) ? { kind: 'solved', solved: false } : { kind: 'message' }
    default: {
      const score = standing.invited && text !== null ? scoreOf(text) : null
      return score === null ? { kind: 'message' } : { kind: 'rate', score }
    }
  }
}

function before(
  text: string | null,
  said: string,
  standing: Extract<Standing, { kind: 'none' }>,
  words: Words,
): Act {
  const score = standing.canRate && text !== null ? scoreOf(text) : null
  if (score !== null) return { kind: 'rate', score }
  if (!words.menuFirst) return { kind: 'message' }
  if (text !== null && among(words.handOverWords, said)) return { kind: 'hand_over' }
  const chosen = numbered(said, standing.greeted ? standing.menu : 0, 'choose')
  if (chosen.kind !== 'message') return chosen
  // Shown once: who writes on has a question that no number answers.
  return standing.greeted ? { kind: 'message' } : { kind: 'menu' }
}

/** One of so many, counted from one; anything else is a message. */
function numbered(said: string, count: number, kind: 'choose' | 'tap'): Act {
  const index = /^\d{1,2}$/.test(said) ? Number(said) - 1 : -1
  return index >= 0 && index < count ? { kind, index } : { kind: 'message' }
}
