export const MAX_TAGS = 20

const key = (tag: string) => tag.toLowerCase()

/** The tags afterwards, and what really changed; upper and lower case make no other tag. */
export function changeTags(
  before: readonly string[],
  change: { add: readonly string[]; remove: readonly string[] },
): { tags: string[]; added: string[]; removed: string[] } {
  const gone = new Set(change.remove.map(key))
  const kept = before.filter((tag) => !gone.has(key(tag)))
  const has = new Set(kept.map(key))
  const added: string[] = []
  for (const tag of change.add) {
    if (has.has(key(tag))) continue
    has.add(key(tag))
    added.push(tag)
  }
  return {
    tags: [...kept, ...added],
    added,
    removed: before.filter((tag) => gone.has(key(tag)) && !has.has(key(tag))),
  }
}
