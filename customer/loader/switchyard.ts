import { loaderWords } from '../i18n/loader-words'
import { createFrame } from './frame'
import { createLauncher } from './launcher'

export type Topic = { orderId?: string; productCategory?: string; stage?: 'before_sale' | 'after_sale' }
type Listener = (detail: Record<string, unknown>) => void

/** What the host's page may call and hear. */
export type SwitchyardApi = {
  /** Optionally with what a new conversation is about. */
  open(topic?: Topic): void
  close(): void
  /** Signs the visitor in with a token that the host's server signed. */
  identify(token: string): void
  /** Events: open, close, unread {count}, conversation {conversationId, number, status}. Returns the way to stop. */
  on(event: string, listener: Listener): () => void
  readonly unread: number
}

declare global {
  interface Window {
    Switchyard?: SwitchyardApi
  }
}

export function createSwitchyard(script: HTMLScriptElement, channelKey: string): SwitchyardApi {
  const { lang, color, site, project } = script.dataset
  const tag = lang || document.documentElement.lang || navigator.language
  const language = /^zh/i.test(tag) ? 'zh' : 'en'
  const words = loaderWords[language]
  const origin = new URL(script.src).origin
  const listeners = new Map<string, Set<Listener>>()
  const kept = `switchyard:${channelKey}:`
  let isOpen = false
  let unread = 0
  let identityToken: string | null = null
  let topic: Topic = {}

  const emit = (event: string, detail: Record<string, unknown> = {}) => {
    for (const listener of listeners.get(event) ?? []) listener(detail)
  }
  const launcher = createLauncher(words, color ?? recall(`${kept}color`), () => set(!isOpen))
  const entry = { siteId: site, projectType: project, pageUrl: pageUrl(), language: tag || undefined }
  const frame = createFrame(
    `${origin}/c/${encodeURIComponent(channelKey)}`,
    language,
    words.title,
    launcher,
    {
      hello: () => ({ type: 'init', open: isOpen, entry, identityToken, topic }),
      ready: (message) => {
        if (!color && message.color) {
          launcher.paint(message.color)
          remember(`${kept}color`, message.color)
        }
        launcher.ready()
      },
      unread: (message) => {
        unread = message.count
        launcher.badge(unread)
        emit('unread', { count: unread })
      },
      live: (message) => remember(`${kept}live`, message.on ? '1' : null),
      close: () => set(false),
      event: (message) => emit(message.name, message.detail),
    },
  )

  const set = (open: boolean) => {
    if (open === isOpen) return
    isOpen = open
    frame.show(open)
    emit(open ? 'open' : 'close')
  }
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) set(false)
  })
  // Someone who is waiting or talking stays connected from page to page, without being shown anything.
  if (recall(`${kept}live`)) frame.load()

  return {
    open(about) {
      // A handler of a click may be passed as it is: then an event arrives here.
      if (about && !(about instanceof Event)) {
        topic = { ...about }
        frame.post({ type: 'topic', topic })
      }
      set(true)
    },
    close: () => set(false),
    identify(token) {
      identityToken = token
      frame.post({ type: 'identify', identityToken: token })
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => set.delete(listener)
    },
    get unread() {
      return unread
    },
  }
}

function pageUrl(): string | undefined {
  const url = location.href.split('#')[0]!
  return url.length <= 2_000 && /^https?:/.test(url) ? url : undefined
}

/** Storage of the host's page; where it is forbidden, nothing is remembered. */
function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {}
}

function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined
  } catch {}
}
