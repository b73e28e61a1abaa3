/** What is seen of an answer: enough to say what is wrong with it. */
export type Seen = { status: number; code: string; fields: number; text: string }

/** Words that only an inside knows. */
const INSIDE = /prisma|node_modules|\bat .+\.ts:\d|select .+ from|invalid byte sequence|violates/i

/** What no answer to any input may be; null = nothing to complain of. */
export function complaintOf({ status, code, fields, text }: Seen): string | null {
  if (status >= 500 && !(status === 503 && code === 'unavailable')) return `answers ${status} ${code}`
  if (status >= 400 && INSIDE.test(text)) return 'tells of its inside'
  if (code === 'invalid_input' && fields === 0) return 'names no field'
  return null
}
