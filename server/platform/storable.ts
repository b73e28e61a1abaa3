import { AppError, type FieldError } from './errors'

/** Deeper than any input of ours, shallow enough for everything that follows a value by calling itself. */
export const MAX_DEPTH = 64

/**
 * PostgreSQL stores no NUL in a text and no half of a surrogate pair in JSON, and what looks at a value by
 * recursion has an end. So what comes from outside is looked at once, at the border, whatever it is for.
 * @throws {AppError} invalid_input with the path of the first place that cannot be stored
 */
export function requireStorable(value: unknown): void {
  const refused = findUnstorable(value)
  if (!refused) return
  throw new AppError('invalid_input', 'Some values cannot be stored.', { fields: [refused] })
}

const HALF_PAIR = /\p{Cs}/u

export const isStorableText = (text: string): boolean => !text.includes('\0') && !HALF_PAIR.test(text)

const UNREADABLE = 'contains a character that cannot be stored'

/** The first such place. Without recursion: the value may be as deep as a body is long. */
export function findUnstorable(value: unknown): FieldError | null {
  if (typeof value !== 'object' || value === null) return textError(value, '')
  const open: { value: object; path: string; depth: number }[] = [{ value, path: '', depth: 1 }]
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.depth > MAX_DEPTH) return { path: at.path, message: 'is nested too deeply' }
    for (const [key, one] of Object.entries(at.value)) {
      if (!isStorableText(key)) return { path: at.path, message: UNREADABLE }
      const path = at.path === '' ? key : `${at.path}.${key}`
      if (typeof one === 'object' && one !== null) open.push({ value: one, path, depth: at.depth + 1 })
      const error = textError(one, path)
      if (error) return error
    }
  }
  return null
}

const textError = (value: unknown, path: string): FieldError | null =>
  typeof value === 'string' && !isStorableText(value) ? { path, message: UNREADABLE } : null
