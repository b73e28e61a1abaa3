/** An article as a message: without the signs of Markdown, and not longer than somebody reads in a chat. */
const most = 3_000

export function plainAnswer(markdown: string): string {
  const text = markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label}: ${url}`,
    )
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^\s*>\s?/gm, '')
    .replace(/^(\s*)[*+-]\s+/gm, '$1• ')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('. '), cut.lastIndexOf('。'))
  return `${cut.slice(0, end > most / 2 ? end + 1 : most).trimEnd()} …`
}

export type AnswerPicture = { path: string; alt: string }
const mostPictures = 6

/** The pictures of an article that lie here; what lies elsewhere would tell a stranger who reads it. */
export function picturesOf(markdown: string): AnswerPicture[] {
  const found = markdown.matchAll(/!\[([^\]\n]*)\]\((\/api\/knowledge\/pictures\/[0-9a-f-]{36})\)/g)
  const pictures = new Map<string, AnswerPicture>()
  for (const [, alt = '', path = ''] of found) pictures.set(path, { path, alt: alt.slice(0, 200) })
  return [...pictures.values()].slice(0, mostPictures)
}
