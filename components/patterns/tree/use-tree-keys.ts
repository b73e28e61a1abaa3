'use client'

import { type KeyboardEvent, useState } from 'react'

export type Direction = 'up' | 'down' | 'in' | 'out'
type TreeRow = { node: { id: string; parentId: string | null }; children: number }

type Acts<Row extends TreeRow> = {
  /** From top to bottom, as they are drawn; each has its id as `data-node`. */
  rows: readonly Row[]
  isOpen: (id: string) => boolean
  setOpen: (id: string, open: boolean) => void
  move: (row: Row, direction: Direction) => void
  edit: (row: Row) => void
  select?: (row: Row) => void
  /** Brings a row onto the screen, where only those near it are drawn. */
  reveal?: (index: number) => void
}

const moves: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}

/** Arrows walk and open; with Alt they move the node. One row at a time can be reached by Tab. */
export function useTreeKeys<Row extends TreeRow>({
  rows,
  isOpen,
  setOpen,
  move,
  edit,
  select,
  reveal,
}: Acts<Row>) {
  const [focused, setFocused] = useState<string | null>(null)
  const focus = (index: number): void => {
    const id = rows[index]?.node.id
    if (id === undefined) return
    setFocused(id)
    if (focusNode(id)) return
    reveal?.(index)
    requestAnimationFrame(() => requestAnimationFrame(() => focusNode(id)))
  }
  const indexOf = (id: string | null) => rows.findIndex((row) => row.node.id === id)
  const known = rows.some((row) => row.node.id === focused)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const on = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')
    if (event.target !== on) return
    const at = rows.findIndex((row) => row.node.id === on?.dataset.node)
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey) return
    const direction = moves[event.key]
    const handled = event.altKey ? direction && moveIt(row, direction) : walk(event, row, at)
    if (handled) event.preventDefault()
  }

  function moveIt(row: Row, direction: Direction): boolean {
    move(row, direction)
    return true
  }

  function walk(event: KeyboardEvent<HTMLDivElement>, row: Row, at: number): boolean {
    const { id, parentId } = row.node
    const open = row.children > 0 && isOpen(id)
    const steps = new Map<string, () => void>([
      ['ArrowDown', () => focus(at + 1)],
      ['ArrowUp', () => focus(at - 1)],
      ['Home', () => focus(0)],
      ['End', () => focus(rows.length - 1)],
      ['ArrowRight', () => (open ? focus(at + 1) : setOpen(id, true))],
      ['ArrowLeft', () => (open ? setOpen(id, false) : focus(indexOf(parentId)))],
      ['Enter', () => edit(row)],
      ['F2', () => edit(row)],
      ...(select ? [[' ', () => select(row)] as [string, () => void]] : []),
    ])
    const step = steps.get(event.key)
    step?.()
    return step !== undefined
  }

  return { onKeyDown, setFocused, focused: known ? focused : (rows[0]?.node.id ?? null) }
}

function focusNode(id: string): boolean {
  const row = document.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)
  row?.focus()
  return row !== null
}
