type Member = {
  name: string
  level: number
  quality: number
  capacity: number | null
  offlineReceiver: boolean
}

/**
 * One field per member, so that a table of changes shows the one who changed and not the whole list. Ids
 * stand back where the name of that time was kept.
 */
export function flattenSnapshot(snapshot: Record<string, unknown> | null): Record<string, unknown> | null {
  if (!snapshot) return null
  const { members, parentName, overflowName, settings, thresholds, ...fields } = snapshot
  const named = {
    ...fields,
    ...prefixed('settings', settings),
    ...prefixed('thresholds', thresholds),
    ...(parentName !== undefined && { parentId: parentName }),
    ...(overflowName !== undefined && { overflowGroupId: overflowName }),
  }
  const list = Array.isArray(members) ? (members as Member[]) : []
  return {
    ...named,
    ...Object.fromEntries(list.map((member) => [`member:${member.name}`, valuesOf(member)])),
  }
}

function prefixed(name: string, record: unknown): Record<string, unknown> {
  const entries = Object.entries((record ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, value]) => [`${name}.${key}`, value]))
}

function valuesOf({ level, quality, capacity, offlineReceiver }: Member): string[] {
  return [
    String(level),
    String(quality),
    capacity === null ? '' : String(capacity),
    offlineReceiver ? 'yes' : '',
  ]
}
