/**
 * Tells of an answer while the window is closed. It knows nothing but what a push brings: no token, no storage, no
 * requests of its own.
 */
export {}

type Told = { title: string; body: string; tag: string; url: string }

/** What of a worker's world is used here; the rest of the window is written for a page. */
type Happening = {
  waitUntil(work: Promise<unknown>): void
  data: { json(): unknown } | null
  notification: Notification
}
type Window = { url: string; focus(): Promise<unknown> }
type Worker = {
  addEventListener(name: 'install' | 'push' | 'notificationclick', listener: (event: Happening) => void): void
  skipWaiting(): Promise<void>
  registration: ServiceWorkerRegistration
  clients: { matchAll(of: { type: 'window' }): Promise<Window[]>; openWindow(url: string): Promise<unknown> }
}

const worker = self as unknown as Worker

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('push', (event) => {
  const told = event.data?.json() as Told | undefined
  if (!told) return
  const { title, body, tag, url } = told
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: url }))
})
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const url = String(event.notification.data)
  event.waitUntil(
    worker.clients.matchAll({ type: 'window' }).then((open) => {
      const there = open.find((one) => new URL(one.url).pathname === url)
      return there ? there.focus() : worker.clients.openWindow(url)
    }),
  )
})
