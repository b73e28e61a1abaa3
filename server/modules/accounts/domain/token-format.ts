/**
 * The form of a personal access token: a fixed prefix, by which a leaked one is recognised in logs and
 * repositories, and 256 random bits. Anything else is refused before the database is asked.
 */
export const tokenPrefix = 'swy_pat_'

const form = /^swy_pat_[A-Za-z0-9_-]{43}$/

/** `random` is 32 bytes in base64url. */
export function formatToken(random: string): string {
  return tokenPrefix + random
}

export function isToken(text: string): boolean {
  return form.test(text)
}

/** The part shown in lists: enough to recognise a token, useless for guessing it. */
export function visiblePart(token: string): string {
  return token.slice(0, tokenPrefix.length + 4)
}

/** Takes the token out of an Authorization header. */
export function readBearer(header: string | null | undefined): string | null {
  const match = /^Bearer +(\S+)$/i.exec(header ?? '')
  return match?.[1] ?? null
}
