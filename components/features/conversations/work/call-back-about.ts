import type { View } from '../live/live-state'

/** What a call-back that is arranged from a conversation begins with. */
export const callBackAbout = (view: View) => ({
  ...{ conversationId: view.id, name: view.customer.name, groupId: view.group?.id ?? null },
  phone: view.contact?.phone ?? view.customer.phone ?? '',
})
