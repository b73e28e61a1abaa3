/**
 * The part of Markdown that answers need: paragraphs, headings, lists, quotes, code, emphasis, links, pictures.
 * It becomes a tree and never HTML, so nothing that is written can run.
 */
export type Inline =
  | { kind: 'text' | 'strong' | 'em' | 'code'; text: string }
  | { kind: 'link' | 'picture'; text: string; href: string }
export type Block =
  | { kind: 'paragraph' | 'quote'; content: Inline[] }
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }

const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/
const HEADING = /^(#{1,6})\s+(.*)$/

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.split(/\r?\n/)
  let at = 0
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const taken: string[] = []
    while (at < lines.length && holds(lines[at] as string)) taken.push(lines[at++] as string)
    return taken
  }
  while (at < lines.length) {
    const line = lines[at] as string
    const heading = HEADING.exec(line)
    if (line.trim() === '') at += 1
    else if (line.startsWith('```')) {
      at += 1
      blocks.push({ kind: 'code', text: takeWhile((one) => !one.startsWith('```')).join('\n') })
      at += 1
    } else if (heading) {
      at += 1
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, content: parseInline(heading[2] ?? '') })
    } else if (ITEM.test(line)) {
      const items = takeWhile((one) => ITEM.test(one)).map((one) => ITEM.exec(one))
      blocks.push({
        ...{ kind: 'list', ordered: items[0]?.[1] !== undefined },
        items: items.map((item) => parseInline(item?.[2] ?? '')),
      })
    } else if (line.startsWith('>')) {
      const quoted = takeWhile((one) => one.startsWith('>')).map((one) => one.replace(/^>\s?/, ''))
      blocks.push({ kind: 'quote', content: parseInline(quoted.join('\n')) })
    } else blocks.push({ kind: 'paragraph', content: parseInline(takeWhile(isPlain).join('\n')) })
  }
  return blocks
}

const isPlain = (line: string): boolean =>
  line.trim() !== '' &&
  !line.startsWith('```') &&
  !line.startsWith('>') &&
  !HEADING.test(line) &&
  !ITEM.test(line)

const MARK =
  /(!?)\[([^\]\n]*)\]\(([^)\s]+)\)|\*\*([^*\n]+)\*\*|`([^`\n]+)`|(?<![\p{L}\p{N}_*])[*_]([^*_\n]+)[*_](?![\p{L}\p{N}_*])/gu

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) })
  }
  for (const match of text.matchAll(MARK)) {
    const part = partOf(match)
    if (!part) continue
    plain(match.index)
    parts.push(part)
    from = match.index + match[0].length
  }
  plain(text.length)
  return parts
}

function partOf([, picture, label = '', href, strong, code, em]: RegExpMatchArray): Inline | null {
  if (href !== undefined) {
    if (!isSafe(href)) return null
    return { kind: picture ? 'picture' : 'link', text: label, href }
  }
  if (strong !== undefined) return { kind: 'strong', text: strong }
  if (code !== undefined) return { kind: 'code', text: code }
  return { kind: 'em', text: em ?? '' }
}

/** Addresses that lead to a page, a mail or a call, and nowhere else. */
const isSafe = (href: string): boolean => /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(href)

/** As it goes into a message, which has no formatting; `origin` goes before addresses of this installation. */
export function plainText(markdown: string, origin = ''): string {
  const lines = parseMarkdown(markdown).map((block) => {
    if (block.kind === 'code') return block.text
    if (block.kind !== 'list') return plainInline(block.content, origin)
    return block.items
      .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${plainInline(item, origin)}`)
      .join('\n')
  })
  return lines.filter((line) => line !== '').join('\n\n')
}

const plainInline = (content: readonly Inline[], origin: string): string =>
  content
    .map((part) => {
      if (part.kind !== 'link' && part.kind !== 'picture') return part.text
      const href = part.href.startsWith('/') ? origin + part.href : part.href
      return part.text === '' || part.text === part.href ? href : `${part.text}: ${href}`
    })
    .join('')
