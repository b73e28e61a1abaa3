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
}

const moves: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}

/** Arrows walk and open; with Alt they move the node. One row at a time can be reached by Tab. */
export function useTreeKeys<Row extends TreeRow>({ rows, isOpen, setOpen, move, edit }: Acts<Row>) {
  const [focused, setFocused] = useState<string | null>(null)
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
      ['ArrowDown', () => focus(rows[at + 1]?.node.id)],
      ['ArrowUp', () => focus(rows[at - 1]?.node.id)],
      ['Home', () => focus(rows[0]?.node.id)],
      ['End', () => focus(rows.at(-1)?.node.id)],
      ['ArrowRight', () => (open ? focus(rows[at + 1]?.node.id) : setOpen(id, true))],
      ['ArrowLeft', () => (open ? setOpen(id, false) : focus(parentId ?? undefined))],
      ['Enter', () => edit(row)],
      ['F2', () => edit(row)],
    ])
    const step = steps.get(event.key)
    step?.()
    return step !== undefined
  }

  return { onKeyDown, setFocused, focused: known ? focused : (rows[0]?.node.id ?? null) }
}

function focus(id: string | undefined): void {
  if (id) document.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus()
}
