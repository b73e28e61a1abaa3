/**
 * The past must keep the names it is told by, and no rule may lead nowhere: what has a history or is named
 * elsewhere is disabled instead of deleted.
 */
import type { CalendarUses, ChannelUses, NodeUses } from '../contract'

export function mayDeleteChannel(uses: ChannelUses): boolean {
  return uses.rules.length + uses.open + uses.past === 0
}

export function mayDeleteCalendar(uses: CalendarUses): boolean {
  return uses.channels.length + uses.groups.length === 0
}

export function mayDeleteNode(uses: NodeUses & { children: number; mergedInto: number }): boolean {
  return uses.conversations + uses.rules + uses.menus + uses.children + uses.mergedInto === 0
}
