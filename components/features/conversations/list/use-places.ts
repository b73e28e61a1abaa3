'use client'

import { useWindowEvent } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { holdPlaces, type Section } from './sections'

/**
 * Keeps the list still while the pointer is over it or the focus is in it; new places settle afterwards. A
 * pointer left lying there while somebody writes an answer does not count until it moves again. Spread `area` on the element that must hold still.
 */
export function usePlaces(next: Section[]) {
  const [over, setOver] = useState(false)
  const [within, setWithin] = useState(false)
  useWindowEvent('keydown', () => setOver(false))
  const shown = useRef(next)
  shown.current = over || within ? holdPlaces(shown.current, next) : next
  return {
    sections: shown.current,
    area: {
      onPointerMove: () => setOver(true),
      onPointerLeave: () => setOver(false),
      onFocus: () => setWithin(true),
      onBlur: (event: React.FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setWithin(false)
      },
    },
  }
}
