/** Fields that a file names and its form does not know: passed over they would be a change that never happens. */
export function findUnknown(raw: unknown, read: unknown, at = ''): string[] {
  if (Array.isArray(raw)) {
    return Array.isArray(read)
      ? raw.flatMap((item, index) => findUnknown(item, read[index], `${at}[${index}]`))
      : []
  }
  if (!isObject(raw) || !isObject(read)) return []
  return Object.keys(raw).flatMap((key) => {
    const place = at === '' ? key : `${at}.${key}`
    return Object.hasOwn(read, key) ? findUnknown(raw[key], read[key], place) : [place]
  })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `groups[3].members[1].agent`, as zod or a refusal of an action says it. */
export function filePath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part) => {
    const step = typeof part === 'number' || /^\d+$/.test(String(part)) ? `[${String(part)}]` : String(part)
    return path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`
  }, '')
}
