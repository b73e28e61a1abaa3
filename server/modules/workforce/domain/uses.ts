/**
 * Customers must never be sent to a group that takes nobody, and a report must never lose the group it
 * counts by. So a group that anything still leads to can neither be disabled nor deleted, and one with a
 * history can only be disabled. A group above others that take customers stays too: a chart that ends in a
 * disabled group hides what works below it.
 */
type Leading = {
  channels: readonly unknown[]
  rules: readonly unknown[]
  overflowOf: readonly unknown[]
  queued: number
}
type Kept = Leading & {
  children: readonly unknown[]
  /** Of the groups below, those that still take customers. */
  enabledChildren: number
  open: number
  past: number
}

export type Refusal = 'leads_here' | 'has_conversations'

export function refuseDisabling(uses: Leading & Partial<Kept>): Refusal | null {
  const leads =
    uses.channels.length + uses.rules.length + uses.overflowOf.length + (uses.enabledChildren ?? 0)
  if (leads > 0) return 'leads_here'
  return uses.queued > 0 ? 'has_conversations' : null
}

export function refuseDeletion(uses: Kept): Refusal | null {
  if (uses.children.length > 0) return 'leads_here'
  return refuseDisabling(uses) ?? (uses.open + uses.past > 0 ? 'has_conversations' : null)
}
