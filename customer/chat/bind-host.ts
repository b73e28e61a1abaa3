import type { Chat } from './chat'
import { openConversation } from './core/state'
import { unreadCount } from './core/unread'
import type { HostBridge, ToWindow } from './transport/host-bridge'
import type { Entry } from './transport/session'

/** Joins chat and host page; answers with the entry that the loader gave, before the session is made. */
export async function bindHost(
  chat: Chat,
  bridge: HostBridge,
  onPanel: (open: boolean) => void,
): Promise<Entry | null> {
  bridge.listen((message: ToWindow) => {
    if (message.type === 'panel') onPanel(message.open)
    if (message.type === 'panel' && message.open) focusComposer()
    if (message.type === 'topic') chat.setTopic(message.topic)
    if (message.type === 'identify') void chat.identify(message.identityToken)
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) bridge.post({ type: 'close' })
  })
  reportChanges(chat, bridge)
  const init = await bridge.init
  if (!init) return null
  chat.session.configure({ entry: init.entry, identityToken: init.identityToken })
  chat.setTopic(init.topic)
  onPanel(init.open)
  return init.entry
}

function reportChanges(chat: Chat, bridge: HostBridge): void {
  let unread = -1
  let live: boolean | null = null
  let status: string | null = null
  let ready = false
  chat.store.subscribe((state) => {
    if (!ready && state.phase !== 'loading') {
      ready = true
      bridge.post({ type: 'ready', color: state.session?.channel.color ?? '' })
      setTimeout(focusComposer)
    }
    if (state.phase !== 'ready') return
    const count = unreadCount(state)
    if (count !== unread) bridge.post({ type: 'unread', count })
    unread = count
    const open = openConversation(state) !== null
    if (open !== live) bridge.post({ type: 'live', on: open })
    live = open
    const { conversation } = state
    if (conversation && conversation.status !== status) {
      const detail = {
        conversationId: conversation.id,
        number: conversation.number,
        status: conversation.status,
      }
      bridge.post({ type: 'event', name: 'conversation', detail })
    }
    status = conversation?.status ?? null
  })
}

/** On a fine pointer only: on a phone the keyboard would cover what there is to read first. */
function focusComposer(): void {
  if (!matchMedia('(pointer: fine)').matches || !document.hasFocus()) return
  document.querySelector<HTMLElement>('textarea')?.focus()
}
