import type { Topic } from '../core/state'
import type { Entry } from './session'

/** Loader → window. `open` tells whether the panel shows. */
export type ToWindow =
  | { type: 'init'; open: boolean; entry: Entry; identityToken: string | null; topic: Topic }
  | { type: 'identify'; identityToken: string }
  | { type: 'panel'; open: boolean }
  | { type: 'topic'; topic: Topic }
  | { type: 'language'; language: string }
  /** Signed out at the host: nothing of the customer stays in this browser. */
  | { type: 'forget' }

/** Window → loader. `event` reaches the host page's listeners; it carries no message text. */
export type ToLoader =
  | { type: 'hello' }
  | { type: 'ready'; color: string }
  | { type: 'unread'; count: number }
  | { type: 'live'; on: boolean }
  | { type: 'close' }
  | { type: 'event'; name: string; detail: object }

export const ENVELOPE = 'switchyard'
const INIT_WAIT_MS = 2_000

export type HostBridge = {
  post(message: ToLoader): void
  /** The loader's first word, or null when none comes in time. */
  init: Promise<Extract<ToWindow, { type: 'init' }> | null>
  listen(onMessage: (message: ToWindow) => void): void
}

/**
 * The line to the host page when the window is embedded. Only the direct parent, and only under the
 * origin that it gave when it made the frame, is heard and spoken to.
 */
export function createHostBridge(hostOrigin: string, scope: Window = window): HostBridge {
  let onMessage: (message: ToWindow) => void = () => {}
  const post = (message: ToLoader) => scope.parent.postMessage({ [ENVELOPE]: message }, hostOrigin)
  const init = new Promise<Extract<ToWindow, { type: 'init' }> | null>((resolve) => {
    setTimeout(resolve, INIT_WAIT_MS, null)
    scope.addEventListener('message', (event: MessageEvent) => {
      if (event.source !== scope.parent || event.origin !== hostOrigin) return
      const message = (event.data as { [ENVELOPE]?: ToWindow } | null)?.[ENVELOPE]
      if (!message) return
      if (message.type === 'init') resolve(message)
      onMessage(message)
    })
  })
  post({ type: 'hello' })
  return {
    post,
    init,
    listen(listener) {
      onMessage = listener
    },
  }
}
