import type { GroupUses } from '../contract'

/**
 * Customers must never be sent to a group that takes nobody, and a report must never lose the group it
 * counts by. So a group that anything still leads to can neither be disabled nor deleted, and one with a
 * history can only be disabled.
 */
export type Refusal = 'leads_here' | 'has_conversations'

export function refuseDisabling(uses: GroupUses): Refusal | null {
  const leads = uses.channels.length + uses.rules.length + uses.overflowOf.length
  if (leads > 0) return 'leads_here'
  return uses.queued > 0 ? 'has_conversations' : null
}

export function refuseDeletion(uses: GroupUses): Refusal | null {
  if (uses.children.length > 0) return 'leads_here'
  return refuseDisabling(uses) ?? (uses.open + uses.past > 0 ? 'has_conversations' : null)
}
