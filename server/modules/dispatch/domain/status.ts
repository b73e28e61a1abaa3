/** Layer 2: what a status allows. Which status somebody has is derived by the workforce module. */
import type { AgentStatus } from '../contract'

export interface StatusAllows {
  /** While there is room. */
  newConversations: boolean
  writeInOwn: 'yes' | 'while_connected'
  offlineMessages: 'yes' | 'unless_anyone_online' | 'for_later'
}

const allowed: Record<AgentStatus, StatusAllows> = {
  online: { newConversations: true, writeInOwn: 'yes', offlineMessages: 'yes' },
  busy: { newConversations: false, writeInOwn: 'yes', offlineMessages: 'unless_anyone_online' },
  offline: { newConversations: false, writeInOwn: 'while_connected', offlineMessages: 'for_later' },
}

export function allows(status: AgentStatus): StatusAllows {
  return allowed[status]
}
