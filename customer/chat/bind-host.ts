import type { Chat } from './chat'
import { focusComposer } from './focus-composer'
import type { HostBridge, ToWindow } from './transport/host-bridge'
import type { Entry } from './transport/session'

/** Joins chat and host page; answers with the entry that the loader gave, before the session is made. */
export async function bindHost(
  chat: Chat,
  bridge: HostBridge,
  onPanel: (open: boolean) => void,
  onLanguage: (tag: string) => void,
): Promise<Entry | null> {
  bridge.listen((message: ToWindow) => {
    if (message.type === 'panel') onPanel(message.open)
    if (message.type === 'panel' && message.open) focusComposer()
    if (message.type === 'topic') chat.setTopic(message.topic)
    if (message.type === 'language') onLanguage(message.language)
    if (message.type === 'forget') void chat.leave()
    if (message.type === 'identify') void chat.identify(message.identityToken)
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) bridge.post({ type: 'close' })
  })
  const init = await bridge.init
  if (!init) return null
  chat.session.configure({ entry: init.entry, identityToken: init.identityToken })
  chat.setTopic(init.topic)
  onPanel(init.open)
  return init.entry
}
