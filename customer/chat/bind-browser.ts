import type { Chat } from './chat'

const ASLEEP_MS = 15_000

/** What the browser tells about network and page: reconnect at once instead of waiting for the back-off. */
export function bindBrowser(chat: Chat, onVisibility: () => void): void {
  let hiddenAt = 0
  addEventListener('online', chat.reconnect)
  addEventListener('offline', chat.reconnect)
  document.addEventListener('visibilitychange', () => {
    onVisibility()
    if (document.visibilityState === 'hidden') {
      hiddenAt = performance.now()
      return
    }
    // A phone that slept may hold a connection that is dead and does not know it.
    if (performance.now() - hiddenAt > ASLEEP_MS) chat.reconnect()
    else chat.hurry()
  })
  chat.store.subscribe((state) => {
    const color = state.session?.channel.color
    if (color && chat.storage.get('color') !== color) chat.storage.set('color', color)
  })
  const view = window.visualViewport
  view?.addEventListener('resize', () => {
    // The on-screen keyboard of iOS covers the page without resizing it.
    if (view.scale === 1) document.documentElement.style.setProperty('--height', `${view.height}px`)
  })
}
