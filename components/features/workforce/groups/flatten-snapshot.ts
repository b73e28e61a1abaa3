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
  const { members, parentName, overflowName, ...fields } = snapshot
  const named = {
    ...fields,
    ...(parentName !== undefined && { parentId: parentName }),
    ...(overflowName !== undefined && { overflowGroupId: overflowName }),
  }
  const list = Array.isArray(members) ? (members as Member[]) : []
  return {
    ...named,
    ...Object.fromEntries(list.map((member) => [`member:${member.name}`, valuesOf(member)])),
  }
}

function valuesOf({ level, quality, capacity, offlineReceiver }: Member): string[] {
  return [
    String(level),
    String(quality),
    capacity === null ? '' : String(capacity),
    offlineReceiver ? 'yes' : '',
  ]
}
