/**
 * What of the demo must stay when the demo goes: everything that a person's own records name, and what that
 * names in turn. Nothing of one's own may end up pointing at nothing.
 */
export type RecordRef = { kind: string; id: string }
/** `from` names `to`. */
export type Reference = { from: RecordRef & { name: string }; to: RecordRef }
export type Kept = RecordRef & { because: { kind: string; name: string } }

export const refKey = ({ kind, id }: RecordRef): string => `${kind} ${id}`

/** Records of the demo that stay, each with what it stays for. */
export function keepRecords(references: readonly Reference[], isDemo: (ref: RecordRef) => boolean): Kept[] {
  const kept = new Map<string, Kept>()
  const byFrom = new Map<string, Reference[]>()
  for (const reference of references) {
    const key = refKey(reference.from)
    byFrom.set(key, [...(byFrom.get(key) ?? []), reference])
  }
  // Nearest first: what a record stays for is then one's own wherever something of one's own names it.
  const waiting = references.filter(({ from }) => !isDemo(from))
  for (const { from, to } of waiting) {
    if (!isDemo(to) || kept.has(refKey(to))) continue
    kept.set(refKey(to), { ...to, because: { kind: from.kind, name: from.name } })
    waiting.push(...(byFrom.get(refKey(to)) ?? []))
  }
  return [...kept.values()]
}
