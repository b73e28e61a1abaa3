import { UsageError } from '../options'
import { readLines } from './read-input'

export type Dialogues = {
  /** What one customer says, in order; never empty. */
  turns: string[][]
  malformed: number
}

/** Lines that are broken (by stray quotes, mostly) are counted and left out. @throws {UsageError} */
export function readDialogues(file: string): Dialogues {
  const lines = readLines('dialogues', file)
  if (lines[0]?.split('\t')[0] === 'conversationId') lines.shift()
  const dialogues = parseDialogues(lines)
  if (dialogues.turns.length === 0) throw new UsageError(`--dialogues ${file} holds no dialogue.`)
  return dialogues
}

const MAX_TEXT = 8_000

export function parseDialogues(lines: string[]): Dialogues {
  const byId = new Map<string, { turn: number; text: string }[]>()
  let malformed = 0
  for (const line of lines) {
    const fields = line.split('\t')
    const [id, turn, utterance] = fields
    const text = utterance?.replace(/\p{Cc}+/gu, ' ').trim() ?? ''
    if (fields.length !== 4 || !id || !/^\d+$/.test(turn ?? '') || text === '' || text.length > MAX_TEXT) {
      malformed += 1
      continue
    }
    const turns = byId.get(id)
    if (turns) turns.push({ turn: Number(turn), text })
    else byId.set(id, [{ turn: Number(turn), text }])
  }
  const turns = [...byId.values()].map((all) => all.sort((a, b) => a.turn - b.turn).map(({ text }) => text))
  return { turns, malformed }
}
