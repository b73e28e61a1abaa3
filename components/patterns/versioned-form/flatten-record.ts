/** What stands beside an id in an audit entry: the name of that time. */
const named: Record<string, string> = {
  groupName: 'defaultGroupId',
  calendarName: 'calendarId',
  parentName: 'parentId',
}

/**
 * One field per leaf, `thresholds.silenceMs`, so that a table of changes shows what differs and not the whole
 * record. Lists stay whole; ids give way to the names that were kept with them.
 */
export function flattenRecord(record: Record<string, unknown> | null): Record<string, unknown> | null {
  if (!record) return null
  const flat: Record<string, unknown> = {}
  collect(record, '', flat)
  for (const [name, id] of Object.entries(named)) {
    if (!(name in flat)) continue
    flat[id] = flat[name]
    delete flat[name]
  }
  return flat
}

function collect(record: Record<string, unknown>, path: string, into: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(record)) {
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (plain) collect(value as Record<string, unknown>, `${path}${key}.`, into)
    else into[`${path}${key}`] = value
  }
}
