/** The first cookie of one of these names in a Cookie header. */
export function cookieValue(header: string | null | undefined, names: readonly string[]): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && names.includes(part.slice(0, at).trim())) return part.slice(at + 1).trim()
  }
  return null
}
