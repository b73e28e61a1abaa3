import { createHash } from 'node:crypto'

/**
 * Labelled dialogues: tab-separated `conversationId, turnNumber, utterance, intent`, several intents joined by
 * `<div>`. What is not such a line is counted and left out.
 */
export type Turn = { conversation: string; number: number; text: string; intents: string[] }
export type Question = {
  text: string
  earlier: string[]
  intents: string[]
  heldOut: boolean
  /** 0–4, for trials within the part that is learnt from. */
  fold: number
}
export type Dialogues = { questions: Question[]; lines: number; malformed: number; conversations: number }

/** Nobody asks anything with these. */
export const noQuestion: ReadonlySet<string> = new Set([
  ...['openinggreeting', 'closinggreeting', 'greeting', 'thankyou', 'thanks'],
  ...['confirmation', 'rejection', 'contentonly', 'affirmation', 'negation', 'goodbye'],
])
/** Asks for something that is none of the business: the right answer is none. */
export const OUT_OF_DOMAIN = 'outofdomain'

const INTENTS = /^[a-z][a-z0-9_-]*(?:<div>[a-z][a-z0-9_-]*)*$/

export function readDialogues(text: string): Dialogues {
  const byConversation = new Map<string, Turn[]>()
  let malformed = 0
  const lines = text.split(/\r?\n/).slice(1)
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const turn = turnOf(line)
    if (!turn) {
      malformed += 1
      continue
    }
    const turns = byConversation.get(turn.conversation)
    if (turns) turns.push(turn)
    else byConversation.set(turn.conversation, [turn])
  }
  const questions = [...byConversation].flatMap(([id, turns]) => questionsOf(id, turns))
  return { questions, lines: lines.length, malformed, conversations: byConversation.size }
}

function turnOf(line: string): Turn | null {
  const fields = line.split('\t')
  const [conversation = '', number = '', text = '', intents = ''] = fields
  if (fields.length !== 4 || conversation.trim() === '' || !/^\d+$/.test(number)) return null
  if (!INTENTS.test(intents)) return null
  return { conversation, number: Number(number), text, intents: intents.split('<div>') }
}

function questionsOf(id: string, turns: Turn[]): Question[] {
  turns.sort((a, b) => a.number - b.number)
  const digest = BigInt(`0x${createHash('sha256').update(id).digest('hex')}`)
  return turns.flatMap(({ text, intents }, i) => {
    const asked = intents.filter((intent) => !noQuestion.has(intent))
    if (asked.length === 0) return []
    const earlier = turns.slice(0, i).map((turn) => turn.text)
    return [{ text, earlier, intents: asked, heldOut: digest % 5n === 0n, fold: Number((digest / 5n) % 5n) }]
  })
}
