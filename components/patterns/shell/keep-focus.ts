'use client'

import { useEffect } from 'react'

/** What closes gives the focus back by itself, if it has somewhere to; only then it counts as lost. */
const GRACE_MS = 60
const HOMES = 'dialog, [role=dialog], table, form, section, nav, aside, main'

/**
 * Whoever works with the keys must never start again at the top of the page. A button that is disabled while it
 * saves takes the focus with it, and so does a row that is deleted: the first gets it back as soon as it can have
 * it, for the second it goes to the nearest thing around it that is still there.
 */
export function useKeepFocus(): void {
  useEffect(() => {
    let place: { element: HTMLElement; around: Element[] } | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target !== document.body)
        place = { element: target, around: ancestors(target) }
    }
    // A click beside everything is meant to leave.
    const forget = (event: PointerEvent) => {
      if (event.isTrusted) place = null
    }
    const restore = () => {
      if (!place || document.activeElement !== document.body) return
      const { element, around } = place
      if (element.isConnected && element.checkVisibility()) {
        if (!element.matches(':disabled')) element.focus({ preventScroll: true })
        return
      }
      const home = around.find((one) => one.isConnected && one.matches(HOMES) && one.checkVisibility())
      if (!(home instanceof HTMLElement)) return
      if (!home.hasAttribute('tabindex')) home.tabIndex = -1
      home.focus({ preventScroll: true })
    }
    const look = () => {
      if (!place || document.activeElement !== document.body) return
      clearTimeout(timer)
      timer = setTimeout(restore, GRACE_MS)
    }
    const watch = new MutationObserver(look)
    const what = { subtree: true, childList: true, attributeFilter: ['disabled', 'data-disabled', 'hidden'] }
    watch.observe(document.body, what)
    document.addEventListener('focusin', remember)
    document.addEventListener('focusout', look)
    document.addEventListener('pointerdown', forget, true)
    return () => {
      clearTimeout(timer)
      watch.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('focusout', look)
      document.removeEventListener('pointerdown', forget, true)
    }
  }, [])
}

function ancestors(element: Element): Element[] {
  const all: Element[] = []
  for (let one = element.parentElement; one; one = one.parentElement) all.push(one)
  return all
}
