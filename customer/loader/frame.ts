import type { ToLoader, ToWindow } from '../chat/transport/host-bridge'
import type { Launcher } from './launcher'

const ENVELOPE = 'switchyard'

type Handlers = {
  [Kind in Exclude<ToLoader['type'], 'hello'>]: (message: Extract<ToLoader, { type: Kind }>) => void
} & { hello: () => ToWindow }

/** The window's frame: made on first need, spoken to and heard only under the server's own origin. */
export function createFrame(
  address: string,
  language: () => string,
  title: string,
  launcher: Launcher,
  handlers: Handlers,
) {
  const { origin } = new URL(address)
  let frame: HTMLIFrameElement | null = null
  let connected = false

  /** false: nobody is there yet to hear it. */
  const post = (message: ToWindow) => {
    if (connected) frame?.contentWindow?.postMessage({ [ENVELOPE]: message }, origin)
    return connected
  }
  const load = () => {
    if (frame) return
    frame = document.createElement('iframe')
    frame.title = title
    frame.allow = 'clipboard-write; microphone; camera'
    frame.src = `${address}?embed=1&lang=${language()}&host=${encodeURIComponent(location.origin)}`
    launcher.attach(frame)
  }
  addEventListener('message', (event: MessageEvent) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return
    const message = (event.data as { [ENVELOPE]?: ToLoader } | null)?.[ENVELOPE]
    if (!message) return
    if (message.type === 'hello') {
      connected = true
      return post(handlers.hello())
    }
    ;(handlers[message.type] as ((message: ToLoader) => void) | undefined)?.(message)
  })

  return {
    load,
    post,
    show(open: boolean) {
      if (open) load()
      launcher.show(open)
      if (open) frame?.focus()
      post({ type: 'panel', open })
    },
  }
}
