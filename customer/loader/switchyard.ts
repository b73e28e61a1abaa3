import { loaderWords } from '../i18n/loader-words'
import type { EventDetail, Listener, SwitchyardApi, Topic } from './api'
import { createFrame } from './frame'
import { createLauncher } from './launcher'

export function createSwitchyard(script: HTMLScriptElement, channelKey: string): SwitchyardApi {
  const { lang, color, site, project, launcher: shown } = script.dataset
  let tag = lang || document.documentElement.lang || navigator.language
  const language = () => (/^zh/i.test(tag) ? 'zh' : 'en')
  const words = () => loaderWords[language()]
  const origin = new URL(script.src).origin
  const listeners = new Map<string, Set<Listener>>()
  const kept = `switchyard:${channelKey}:`
  let isOpen = false
  let unread = 0
  let identityToken: string | null = null
  let topic: Topic = {}
  let leaving = false

  const emit = (event: string, detail: EventDetail = {}) => {
    for (const listener of listeners.get(event) ?? []) listener(detail)
  }
  const launcher = createLauncher(words, color ?? recall(`${kept}color`), () => set(!isOpen))
  launcher.hide(shown === 'hidden')
  const frame = createFrame(
    `${origin}/c/${encodeURIComponent(channelKey)}`,
    language,
    words().title,
    launcher,
    {
      hello: () => {
        if (leaving) {
          leaving = false
          return { type: 'forget' }
        }
        const entry = { siteId: site, projectType: project, pageUrl: pageUrl(), language: tag || undefined }
        return { type: 'init', open: isOpen, entry, identityToken, topic }
      },
      ready: (message) => {
        if (!color && message.color) {
          launcher.paint(message.color)
          remember(`${kept}color`, message.color)
        }
        launcher.ready()
        emit('ready')
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
  const context = (about: Topic) => {
    topic = { ...about }
    frame.post({ type: 'topic', topic })
  }
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) set(false)
  })
  // Someone who is waiting or talking stays connected from page to page, without being shown anything.
  if (recall(`${kept}live`)) frame.load()

  const api: SwitchyardApi = {
    open(about) {
      // A handler of a click may be passed as it is: then an event arrives here.
      if (about && !(about instanceof Event)) context(about)
      set(true)
    },
    close: () => set(false),
    toggle: () => set(!isOpen),
    identify(token) {
      identityToken = token
      frame.post({ type: 'identify', identityToken: token })
    },
    logout() {
      identityToken = null
      topic = {}
      set(false)
      remember(`${kept}live`, null)
      // Also where the window was not opened on this page: an earlier one may have left something.
      leaving = !frame.post({ type: 'forget' })
      frame.load()
    },
    context,
    language(next) {
      tag = next
      launcher.draw()
      frame.post({ type: 'language', language: tag })
    },
    launcher: (visible) => launcher.hide(!visible),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => set.delete(listener)
    },
    push(...commands) {
      for (const [name, ...values] of commands)
        (api[name as 'open'] as ((...values: unknown[]) => void) | undefined)?.(...values)
    },
    get unread() {
      return unread
    },
  }
  return api
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
