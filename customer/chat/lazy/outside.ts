import '../shared'
import type { Chat } from '../chat'
import type { HostBridge } from '../transport/host-bridge'
import { reportChanges } from './report-changes'

/** Who hears of what happens besides the customer who looks at it: the page around the window, or the device. */
export function outside(chat: Chat, bridge: HostBridge | null): void {
  if (bridge) return reportChanges(chat, bridge)
  void import('./push').then(({ offerPush }) => offerPush(chat))
}
