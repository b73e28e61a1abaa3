/**
 * A file is named by whoever sends it and opened by somebody else. So the name says what the content is: a
 * program that calls itself a picture, or hides its ending behind marks that turn the writing round, must not
 * be what a double click starts.
 */

/** Endings that fit a kind; the first is added to a name that has none of them. */
const ENDINGS: Record<string, readonly string[]> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/webm': ['webm', 'weba'],
  'audio/wav': ['wav'],
  'audio/x-m4a': ['m4a'],
  'audio/mp4': ['m4a', 'mp4'],
  'video/mp4': ['mp4', 'm4v', 'm4a'],
  'video/webm': ['webm', 'weba'],
  'video/quicktime': ['mov', 'qt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/plain': ['txt', 'csv', 'tsv', 'log', 'md', 'json', 'srt'],
}

/** What is accepted at all; what a browser would run (HTML, SVG, scripts) is not among it. */
export const acceptedMediaTypes: ReadonlySet<string> = new Set(Object.keys(ENDINGS))

const MAX_NAME = 120

/** A file name without folders, control and direction marks, at most 120 characters. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return cut(clean, MAX_NAME) || 'file'
}

/** The cleaned name with an ending that fits the content. */
export function fileNameFor(name: string, mediaType: string): string {
  const clean = cleanFileName(name)
  const endings = ENDINGS[mediaType] ?? []
  const ending = /\.([^.]+)$/.exec(clean)?.[1]?.toLowerCase()
  if (endings.length === 0 || (ending !== undefined && endings.includes(ending))) return clean
  return `${cut(clean, MAX_NAME - 6)}.${endings[0]}`
}

/** Keeps the ending: it is what tells the kind. */
function cut(name: string, length: number): string {
  const letters = [...name]
  if (letters.length <= length) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 8 ? name.slice(dot) : ''
  return letters.slice(0, length - ending.length).join('') + ending
}

/** Whether a message of this kind may carry this content. */
export function carries(kind: string, mediaType: string): boolean {
  switch (kind) {
    case 'picture':
      return mediaType.startsWith('image/')
    case 'video':
      return mediaType.startsWith('video/')
    // A recording without pictures is told from a film by nothing in its first bytes.
    case 'voice':
      return mediaType.startsWith('audio/') || mediaType === 'video/webm' || mediaType === 'video/mp4'
    case 'file':
    case 'note':
      return true
    default:
      return false
  }
}
