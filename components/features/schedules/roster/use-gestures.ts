'use client'

import { useRef, useState } from 'react'
import { holds, moved, type Place, type Range, rangeOf } from './selection'

type Drag = { mode: 'paint' | 'select' | 'carry'; from: Place; at: Place; copy: boolean }
/** What is held while the pointer is down, and what is chosen. */
type Options = {
  rows: number
  cols: number
  /** A template, or the eraser, is in the hand. */
  brush: boolean
  isFilled: (place: Place) => boolean
  onPaint: (range: Range) => void
  onCarry: (range: Range, from: Place, to: Place, copy: boolean) => void
}

function placeAt(event: React.PointerEvent | React.MouseEvent): Place | null {
  const target = document.elementFromPoint(event.clientX, event.clientY)
  const cell = target?.closest<HTMLElement>('[data-col]')
  if (!cell) return null
  return { row: Number(cell.dataset.row), col: Number(cell.dataset.col) }
}

/** Selecting, painting and dragging in a grid whose cells carry `data-row` and `data-col`. */
export function useGestures({ rows, cols, brush, isFilled, onPaint, onCarry }: Options) {
  const [anchorAt, setAnchor] = useState<Place>({ row: 0, col: 0 })
  const [activeAt, setActive] = useState<Place>({ row: 0, col: 0 })
  // A shorter list, or a week after a month: what is chosen stays within what is shown.
  const within = ({ row, col }: Place): Place => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    col: Math.max(0, Math.min(cols - 1, col)),
  })
  const [anchor, active] = [within(anchorAt), within(activeAt)]
  const [drag, setDrag] = useState<Drag | null>(null)
  const held = useRef<Drag | null>(null)
  const selection = rangeOf(anchor, active)
  const hold = (next: Drag | null) => {
    held.current = next
    setDrag(next)
  }
  const select = (place: Place, extend: boolean) => {
    setActive(place)
    if (!extend) setAnchor(place)
  }
  const carried = (from: Place) => (holds(selection, from) ? selection : rangeOf(from, from))

  function onPointerDown(event: React.PointerEvent): void {
    const place = placeAt(event)
    if (!place || event.button !== 0 || event.pointerType === 'touch') return
    event.preventDefault()
    const grid = event.currentTarget as HTMLElement
    grid.setPointerCapture(event.pointerId)
    grid
      .querySelector<HTMLElement>(`[data-row="${place.row}"][data-col="${place.col}"]`)
      ?.focus({ preventScroll: true })
    if (event.shiftKey && !brush) {
      select(place, true)
      return
    }
    const mode = brush ? 'paint' : isFilled(place) ? 'carry' : 'select'
    if (mode !== 'carry' || !holds(selection, place)) select(place, false)
    hold({ mode, from: place, at: place, copy: event.altKey })
  }

  function onPointerMove(event: React.PointerEvent): void {
    const now = held.current
    const place = now && placeAt(event)
    if (!now || !place) return
    if (place.row === now.at.row && place.col === now.at.col && event.altKey === now.copy) return
    hold({ ...now, at: place, copy: event.altKey })
    if (now.mode !== 'carry') setActive(place)
  }

  function onPointerUp(): void {
    const now = held.current
    hold(null)
    if (!now) return
    const still = now.from.row === now.at.row && now.from.col === now.at.col
    if (now.mode === 'paint') {
      onPaint(rangeOf(now.from, now.at))
      select(now.at, false)
    }
    if (now.mode !== 'carry') return
    if (still) {
      select(now.from, false)
      return
    }
    const range = carried(now.from)
    onCarry(range, now.from, now.at, now.copy)
    const target = moved(range, now.from, now.at)
    setAnchor(within({ row: target.top, col: target.left }))
    setActive(within({ row: target.bottom, col: target.right }))
  }

  return {
    active,
    selection,
    select,
    /** Where what is dragged would land. */
    target: drag?.mode === 'carry' ? moved(carried(drag.from), drag.from, drag.at) : null,
    painting: drag?.mode === 'paint' ? rangeOf(drag.from, drag.at) : null,
    dragging: drag !== null,
    copying: drag?.copy ?? false,
    pointer: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: () => hold(null) },
  }
}
