'use client'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type RefObject, useImperativeHandle, useRef } from 'react'
import type { Shown } from './arrange'
import classes from './tree.module.css'

/** Above this many rows only those near the eye are drawn, in a frame that scrolls. */
const drawnWhole = 150
const rowHeight = 40

export type Reveal = { reveal: (index: number) => void }

type Props = {
  label: string
  rows: readonly Shown[]
  focused: string | null
  render: (row: Shown) => ReactNode
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
  handle: RefObject<Reveal | null>
}

export function TreeRows(props: Props) {
  if (props.rows.length > drawnWhole) return <Window {...props} />
  return (
    <div
      role="tree"
      aria-multiselectable
      aria-label={props.label}
      className={classes.tree}
      onKeyDown={props.onKeyDown}
    >
      {props.rows.map(props.render)}
    </div>
  )
}

/** The row with the focus stays drawn wherever the frame is scrolled to, so that the focus is never lost. */
function Window({ label, rows, focused, render, onKeyDown, handle }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const kept = rows.findIndex((row) => row.node.id === focused)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rows[index]?.node.id ?? index,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range)
      return kept < 0 || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b)
    },
  })
  useImperativeHandle(handle, () => ({ reveal: (index) => virtual.scrollToIndex(index) }))
  return (
    <div
      ref={frame}
      role="tree"
      aria-multiselectable
      aria-label={label}
      className={`${classes.tree} ${classes.window}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="presentation"
              className={classes.placed}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row && render(row)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
