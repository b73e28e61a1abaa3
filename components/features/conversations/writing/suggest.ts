/** What is being written at the caret that can be completed: a quick reply after a slash, a colleague after an @. */
export type Trigger = { kind: 'reply' | 'mention'; query: string; from: number; to: number }

const SLASH = /(?:^|\s)\/([\p{L}\p{N}_-]{0,40})$/u
const AT = /(?:^|[\s，。、；：（(])@([^\s@，。、；：]{0,40})$/u

/** Colleagues are named in notes only: an @ to a customer is just an @. */
export function findTrigger(text: string, caret: number, note: boolean): Trigger | null {
  const before = text.slice(0, caret)
  const slash = SLASH.exec(before)
  if (slash)
    return { kind: 'reply', query: slash[1] ?? '', from: caret - (slash[1] ?? '').length - 1, to: caret }
  const at = note ? AT.exec(before) : null
  return at
    ? { kind: 'mention', query: at[1] ?? '', from: caret - (at[1] ?? '').length - 1, to: caret }
    : null
}

type Reply = { shortcut: string; title: string; text: string }

/** Best first: the shortcut itself, then what begins so, then the title, then anywhere in the text. */
export function rankReplies<R extends Reply>(replies: readonly R[], query: string): R[] {
  const wanted = query.toLowerCase()
  if (wanted === '') return [...replies]
  const rank = ({ shortcut, title, text }: Reply): number => {
    const word = shortcut.toLowerCase()
    if (word === wanted) return 0
    if (word.startsWith(wanted)) return 1
    if (title.toLowerCase().includes(wanted)) return 2
    if (word.includes(wanted)) return 3
    return text.toLowerCase().includes(wanted) ? 4 : 5
  }
  return replies
    .map((reply, at) => ({ reply, at, rank: rank(reply) }))
    .filter((entry) => entry.rank < 5)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ reply }) => reply)
}

/** A name as it stands in a note: in one piece, so that it is seen where it ends. */
export const mentionOf = (name: string): string => `@${name.trim().replace(/\s+/g, '\u00a0')}`

/** Of those who were picked, who is still named. */
export function stillNamed(text: string, picked: ReadonlyMap<string, string>): string[] {
  return [...picked].filter(([, name]) => text.includes(mentionOf(name))).map(([id]) => id)
}
