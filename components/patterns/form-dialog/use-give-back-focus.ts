'use client'

import { useEffect, useState } from 'react'

/**
 * Where a dialog was opened from an item of a menu, the item is gone when the dialog closes, and the focus
 * would be lost. It then goes to the button that the menu belongs to. For dialogs that exist only while open.
 */
export function useGiveBackFocus(): void {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : openerOf(document.activeElement)))
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) opener?.focus()
      })
    },
    [opener],
  )
}

function openerOf(active: Element | null): HTMLElement | null {
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  if (button) return document.getElementById(button)
  return active instanceof HTMLElement ? active : null
}
