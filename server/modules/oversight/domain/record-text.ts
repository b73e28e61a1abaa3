import type { RecordEntry } from '../contract'
import { type ExportLanguage, recordWords } from './record-words'
import { oneLine, quoted } from './safe-text'

export type RecordHead = {
  number: number
  customer: string
  channel: string
  group: string | null
  agent: string | null
  status: string
  createdAt: string
  endedAt: string | null
}

/** YYYY-MM-DD HH:mm:ss in the zone. */
function clockOf(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
    timeZone,
  })
  return (at) => format.format(new Date(at))
}

/** Puts a record into lines. Everything a customer or agent wrote is made harmless (safe-text.ts). */
export function recordText(language: ExportLanguage, timeZone: string) {
  const words = recordWords[language]
  const clock = clockOf(timeZone)
  return {
    head: (head: RecordHead): string => {
      const facts: [string, string | null][] = [
        [words.customer, head.customer],
        [words.channel, head.channel],
        [words.group, head.group],
        [words.agent, head.agent],
        [words.state, head.status],
        [words.began, clock(head.createdAt)],
        [words.ended, head.endedAt && clock(head.endedAt)],
        [words.times, timeZone],
      ]
      const lines = facts.flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}`] : []))
      return `${words.title} #${head.number}\n${lines.join('\n')}\n\n`
    },
    entry: (entry: RecordEntry): string => `[${clock(entry.at)}] ${lineOf(entry, words)}\n`,
    decision: (at: string, text: string): string =>
      `[${clock(at)}] * ${words.types.decision}\n${quoted(text)}\n`,
  }
}

type Words = (typeof recordWords)['en']

function lineOf({ message, actor, values, type }: RecordEntry, words: Words): string {
  if (message) {
    const kind = message.kind === 'note' ? words.note : message.kind === 'whisper' ? words.whisper : null
    const marks = [kind, values.waiting ? words.waiting : null].filter(Boolean).join(', ')
    const who = oneLine(actor ?? words.side[message.side] ?? message.side)
    const lead = `${words.side[message.side] ?? ''} ${who}${marks ? ` (${marks})` : ''}:`
    if (message.kind === 'recalled') return `${lead} ${words.recalled}`
    const file = message.file ? `\n${quoted(`${words.file}: ${oneLine(message.file)}`)}` : ''
    return `${lead}${message.text ? `\n${quoted(message.text)}` : ''}${file}`
  }
  const facts = Object.entries(values)
    .filter(([key]) => key !== 'by')
    .map(([key, value]) => `${key}=${oneLine(String(value))}`)
    .join(', ')
  const who = actor ? ` · ${words.by} ${oneLine(actor)}` : ''
  return `* ${words.types[type] ?? type}${who}${facts ? ` · ${facts}` : ''}`
}
