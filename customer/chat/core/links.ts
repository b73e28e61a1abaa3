export type TextPart = { text: string; href?: string }

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`，。；！？、（）《》「」]+/gi
const TRAILING = /[.,;:!?)\]}*_~]+$/

/** Text split into plain parts and http(s) addresses; nothing else ever becomes a link. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const shown = trimmed(match[0])
    if (!isWebAddress(shown)) continue
    if (match.index > from) parts.push({ text: text.slice(from, match.index) })
    parts.push({ text: shown, href: shown })
    from = match.index + shown.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

/** Closing punctuation belongs to the sentence, unless a bracket was opened inside the address. */
function trimmed(address: string): string {
  const tail = TRAILING.exec(address)?.[0]
  if (!tail) return address
  const body = address.slice(0, -tail.length)
  return tail.startsWith(')') && body.includes('(') ? `${body})` : body
}

function isWebAddress(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol)
  } catch {
    return false
  }
}
