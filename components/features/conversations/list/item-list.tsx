'use client'

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { View } from '../live/live-state'
import { Item } from './item'
import classes from './list.module.css'

export type ListSection = { key: string; title: string | null; views: View[] }

type Props = {
  label: string
  sections: ListSection[]
  selectedId: string | null
  drafts: ReadonlySet<string>
  typing: Record<string, number>
  onSelect: (id: string) => void
  /** One more line under a conversation. */
  below?: ((view: View) => ReactNode) | undefined
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** Sections of conversations; one of them can be reached by Tab, the others by the arrow keys. */
export function ItemList({ label, sections, selectedId, drafts, typing, onSelect, below }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<string | null>(null)
  const ids = sections.flatMap(({ views }) => views.map(({ id }) => id))
  const reachable = [active, selectedId].find((id) => id !== null && ids.includes(id)) ?? ids[0]

  const move = (event: KeyboardEvent) => {
    const buttons = [...(root.current?.querySelectorAll<HTMLButtonElement>('button[data-id]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const step = steps[event.key]
    const target =
      event.key === 'Home'
        ? buttons[0]
        : event.key === 'End'
          ? buttons.at(-1)
          : step
            ? buttons[at + step]
            : undefined
    if (!target) return
    event.preventDefault()
    target.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside.
    <div ref={root} onKeyDown={move} className={classes.items}>
      {sections
        .filter(({ views }) => views.length > 0)
        .map(({ key, title, views }) => (
          <section key={key} aria-label={title ?? label} data-section={key}>
            {title && (
              <h2 className={classes.section}>
                {title} <span className={classes.count}>{views.length}</span>
              </h2>
            )}
            <ul className={classes.list}>
              {views.map((view) => (
                <Item
                  key={view.id}
                  view={view}
                  selected={view.id === selectedId}
                  hasDraft={drafts.has(view.id) && view.id !== selectedId}
                  typing={view.id in typing}
                  tabIndex={view.id === reachable ? 0 : -1}
                  onSelect={onSelect}
                  onFocus={setActive}
                  below={below?.(view)}
                />
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}
