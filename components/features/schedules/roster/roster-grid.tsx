'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useFormatter, useTranslations } from 'next-intl'
import { memo, useEffect, useMemo, useRef } from 'react'
import classes from './roster.module.css'
import { RosterRow } from './roster-row'
import { columnsIn, type Place, stepTo } from './selection'
import type { CellText, Templates } from './use-cell-text'
import type { useGestures } from './use-gestures'
import { PAGE, type useRosterPages } from './use-pages'
import type { RosterViewState } from './use-view'

type Props = {
  view: RosterViewState
  pages: ReturnType<typeof useRosterPages>
  gestures: ReturnType<typeof useGestures>
  templates: Templates
  text: CellText
  onPages: (pages: readonly number[]) => void
  onKey: (event: React.KeyboardEvent) => boolean
  onOpen: (place: Place) => void
  brush: boolean
}

/** Agents by days: only the lines in sight exist, so a large team scrolls as a small one does. */
export function RosterGrid(props: Props) {
  const { view, pages, gestures } = props
  const t = useTranslations('roster')
  const { days } = view.period
  const narrow = view.view === 'month'
  const height = narrow ? 36 : 48
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: pages.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
  })
  const items = rows.getVirtualItems()
  usePagesInSight(items, props.onPages)
  const { active, selection } = gestures
  useFocusOf(active, scroll, rows)

  function onKeyDown(event: React.KeyboardEvent): void {
    if (props.onKey(event)) {
      event.preventDefault()
      return
    }
    const screen = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / height) - 2)
    const next =
      event.ctrlKey || event.metaKey ? null : stepTo(event.key, active, pages.total, days.length, screen)
    if (!next) return
    event.preventDefault()
    gestures.select(next, event.shiftKey)
  }

  return (
    <div
      ref={scroll}
      className={classes.scroll}
      data-brush={props.brush || undefined}
      data-dragging={gestures.dragging || undefined}
      data-copying={gestures.copying || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot place its rows one by one */}
      <div
        role="grid"
        tabIndex={-1}
        aria-label={t('title')}
        aria-rowcount={pages.total + 1}
        aria-colcount={days.length + 1}
        aria-multiselectable
        aria-busy={pages.stale}
        className={classes.grid}
        style={{ ['--days' as string]: days.length, ['--day-width' as string]: narrow ? '38px' : '104px' }}
        onKeyDown={onKeyDown}
        onDoubleClick={() => !props.brush && props.onOpen(active)}
        {...gestures.pointer}
      >
        <Head days={days} today={view.today} narrow={narrow} />
        {/* biome-ignore lint/a11y/useSemanticElements: the same */}
        <div role="rowgroup" tabIndex={-1} className={classes.body} style={{ height: rows.getTotalSize() }}>
          {items.map((item) => (
            <RosterRow
              key={item.key}
              index={item.index}
              row={pages.rowAt(item.index)}
              days={days}
              today={view.today}
              templates={props.templates}
              text={props.text}
              narrow={narrow}
              top={item.start}
              height={height}
              active={active.row === item.index ? active.col : null}
              {...rangesOf(
                columnsIn(selection, item.index),
                columnsIn(gestures.target ?? gestures.painting, item.index),
              )}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const known = new Map<string, readonly [number, number]>()
/** The same pair for the same columns, so that a line without a change is not drawn again. */
const stable = (pair: readonly [number, number] | null) => {
  if (!pair) return null
  const key = pair.join()
  const kept = known.get(key) ?? pair
  known.set(key, kept)
  return kept
}
const rangesOf = (selected: readonly [number, number] | null, target: readonly [number, number] | null) => ({
  selected: stable(selected),
  target: stable(target),
})

function usePagesInSight(items: readonly { index: number }[], onPages: Props['onPages']): void {
  const first = Math.floor((items[0]?.index ?? 0) / PAGE) + 1
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE) + 1
  useEffect(() => {
    const pages = new Set([1])
    for (let page = first; page <= last; page += 1) pages.add(page)
    onPages([...pages])
  }, [first, last, onPages])
}

/** The active cell is scrolled to, and has the focus while the grid has it. */
function useFocusOf(
  { row, col }: Place,
  scroll: React.RefObject<HTMLDivElement | null>,
  rows: { scrollToIndex: (index: number) => void },
): void {
  useEffect(() => {
    const grid = scroll.current
    if (!grid?.contains(document.activeElement)) return
    rows.scrollToIndex(row)
    const frame = requestAnimationFrame(() => {
      const cell = grid.querySelector<HTMLElement>(`[data-row="${row}"][data-col="${col}"]`)
      cell?.focus({ preventScroll: true })
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [row, col, scroll, rows])
}

type HeadProps = { days: readonly string[]; today: string; narrow: boolean }

const Head = memo(function Head({ days, today, narrow }: HeadProps) {
  const t = useTranslations('roster')
  const format = useFormatter()
  const heads = useMemo(
    () =>
      days.map((day) => {
        const date = new Date(`${day}T12:00:00Z`)
        const weekday = format.dateTime(date, { weekday: narrow ? 'narrow' : 'short', timeZone: 'UTC' })
        const long = format.dateTime(date, { dateStyle: 'full', timeZone: 'UTC' })
        return {
          day,
          weekday,
          long,
          number: Number(day.slice(8)),
          weekend: [0, 6].includes(date.getUTCDay()),
        }
      }),
    [days, format, narrow],
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: the same
    <div role="row" tabIndex={-1} aria-rowindex={1} className={classes.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: the same */}
      <div role="columnheader" tabIndex={-1} className={classes.corner}>
        {t('agent')}
      </div>
      {heads.map((head) => (
        // biome-ignore lint/a11y/useSemanticElements: the same
        <div
          key={head.day}
          role="columnheader"
          tabIndex={-1}
          aria-label={head.long}
          className={classes.day}
          data-today={head.day === today || undefined}
          data-weekend={head.weekend || undefined}
        >
          <span>{head.weekday}</span>
          <b>{head.number}</b>
        </div>
      ))}
    </div>
  )
})
