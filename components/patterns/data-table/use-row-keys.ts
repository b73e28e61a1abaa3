'use client'

import { useWindowEvent } from '@mantine/hooks'
import { type KeyboardEvent, useRef } from 'react'
import { isTyping } from '../shell/keys-dialog'

/** Arrow keys move between rows from anywhere on the page; Enter opens, Space selects. */
export function useRowKeys() {
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = () => [...(body.current?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]

  useWindowEvent('keydown', (event) => {
    if (event.key !== 'ArrowDown' || event.defaultPrevented || isTyping(event)) return
    const idle = document.activeElement === document.body || document.activeElement?.id === 'content'
    if (!idle) return
    event.preventDefault()
    rows()[0]?.focus()
  })

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    const list = rows()
    const at = list.findIndex((row) => row.contains(document.activeElement))
    if (at < 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      list[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    } else if (document.activeElement === list[at]) {
      const target = { Enter: '[data-open]', ' ': 'input[type=checkbox]' }[event.key]
      if (!target) return
      event.preventDefault()
      list[at]?.querySelector<HTMLElement>(target)?.click()
    }
  }

  return { ref: body, onKeyDown }
}
