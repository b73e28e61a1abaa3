import '../shared'
import type { Chat } from '../chat'
import type { HostBridge } from '../transport/host-bridge'
import { announce } from './announce'
import { reportChanges } from './report-changes'

/** Who hears of what happens besides the customer who looks at it: a screen reader, and the page around the window or the device. */
export function outside(chat: Chat, bridge: HostBridge | null): void {
  announce(chat)
  if (bridge) reportChanges(chat, bridge)
  else void import('./push').then(({ offerPush }) => offerPush(chat))
}
