import type { OutboxItem } from './outbox'

/** As the server has it; what is larger is refused before it goes up. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

type Described = { name: string; size: number; type: string }

/** How a file stands in the log, by the type that the browser gives; the server looks at the content. */
export function kindOf(file: Described): NonNullable<OutboxItem['kind']> {
  if (/^image\/(png|jpeg|gif|webp)/.test(file.type)) return 'picture'
  if (file.type.startsWith('video/')) return 'video'
  return file.type.startsWith('audio/') ? 'voice' : 'file'
}

/** Why the server would refuse it, as far as can be told from here; null when it may go up. */
export function refusalOfFile(file: Described): string | null {
  if (file.size === 0) return 'file_empty'
  if (file.size > MAX_FILE_BYTES) return 'file_too_large'
  return /^(image\/svg|text\/html|application\/xhtml)/.test(file.type) ? 'unsupported_media_type' : null
}
