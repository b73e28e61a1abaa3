import { DEFAULT_COLOR, readableOn, safeColor } from '../chat/core/readable-on'
import type { loaderWords } from '../i18n/loader-words'
import { loaderStyle } from './loader-style'

const BUBBLE = 'M4 5h16v11H9l-5 4z'
const CROSS = 'M6 6l12 12M18 6L6 18'

export type Launcher = ReturnType<typeof createLauncher>

/** The button, in a shadow root: neither page nor launcher can restyle the other. */
export function createLauncher(
  wordsOf: () => (typeof loaderWords)['en'],
  color: string | undefined,
  onToggle: () => void,
) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const box = document.createElement('div')
  const button = document.createElement('button')
  const badge = document.createElement('span')
  let count = 0
  let isOpen = false

  host.style.cssText = 'position:fixed;bottom:0;right:0;width:0;height:0;z-index:2147483000'
  adopt(root)
  button.type = 'button'
  button.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path/></svg>'
  button.onclick = onToggle
  badge.className = 'badge'
  badge.setAttribute('aria-hidden', 'true')
  button.append(badge)
  box.append(button)
  root.append(box)

  const draw = () => {
    const words = wordsOf()
    const label = isOpen ? words.close : words.open
    button.setAttribute('aria-label', count && !isOpen ? `${label}, ${words.unread(count)}` : label)
    button.setAttribute('aria-expanded', String(isOpen))
    button.querySelector('path')!.setAttribute('d', isOpen ? CROSS : BUBBLE)
    badge.textContent = count > 99 ? '99+' : String(count)
    badge.hidden = count === 0 || isOpen
    box.className = isOpen ? 'open' : ''
  }
  const paint = (wanted: string) => {
    button.style.background = safeColor(wanted)
    button.style.color = readableOn(safeColor(wanted))
  }
  paint(color ?? DEFAULT_COLOR)
  draw()
  document.body.append(host)

  return {
    paint,
    draw,
    /** Without it the page opens the window by a button of its own. */
    hide(hidden: boolean) {
      button.hidden = hidden
    },
    attach: (frame: HTMLIFrameElement) => box.prepend(frame),
    /** The window is there and has a close button of its own. */
    ready: () => host.setAttribute('data-ready', ''),
    badge(unread: number) {
      count = unread
      draw()
    },
    show(open: boolean) {
      isOpen = open
      draw()
      if (!open) button.focus({ preventScroll: true })
    },
  }
}

/** A constructed sheet is allowed under any Content-Security-Policy of the host. */
function adopt(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(loaderStyle)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = loaderStyle
    root.append(style)
  }
}
