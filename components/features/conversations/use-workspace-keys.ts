'use client'

import { useWindowEvent } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useContribution } from '@/components/patterns/shell/contributions'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { useSingleKeys } from '@/components/patterns/shell/single-keys'
import { flat } from './list/sections'
import { useMine } from './list/use-lists'

type Facts = {
  selectedId: string | null
  select: (id: string) => void
  /** Opens the list of all conversations, where one searches. */
  search: () => void
  input: RefObject<HTMLTextAreaElement | null>
}

/** Keys of the list, and the palette's ways to its conversations. */
export function useWorkspaceKeys({ selectedId, select, search, input }: Facts): void {
  const t = useTranslations('workspace.keys')
  const { sections, views } = useMine()
  const [single] = useSingleKeys()
  const ids = flat(sections)
  const step = (by: number) => {
    const at = selectedId ? ids.indexOf(selectedId) : -1
    const next = at < 0 ? ids[by > 0 ? 0 : ids.length - 1] : ids[at + by]
    if (next) select(next)
  }
  const nextWaiting = () => {
    const waiting = sections[0]?.ids ?? []
    const next = waiting.find((id) => id !== selectedId) ?? waiting[0]
    if (next) select(next)
  }
  const plain = {
    j: () => step(1),
    k: () => step(-1),
    n: nextWaiting,
    r: () => input.current?.focus(),
    '/': search,
  }
  const whileTyping: Partial<Record<string, () => void>> = { ArrowDown: plain.j, ArrowUp: plain.k }
  useWindowEvent('keydown', (event) => {
    if (!single && !event.altKey) return
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || isInDialog(event)) return
    const run = event.altKey
      ? whileTyping[event.key]
      : isTyping(event)
        ? undefined
        : (plain as Partial<Record<string, () => void>>)[event.key.toLowerCase()]
    if (!run) return
    event.preventDefault()
    run()
  })
  useContribution({
    group: t('group'),
    actions: [
      { id: 'next-waiting', label: t('next'), onClick: nextWaiting },
      { id: 'search-all', label: t('search'), onClick: search },
      { id: 'write-note', label: t('reply'), onClick: plain.r },
      ...ids.flatMap((id) => {
        const view = views[id]
        if (!view) return []
        const description = view.lastMessageText ?? ''
        return [
          {
            id: `conversation-${id}`,
            label: t('goTo', { name: view.customer.name }),
            description,
            onClick: () => select(id),
          },
        ]
      }),
    ],
    keys: [
      { text: t('move'), press: ['J', 'K'] },
      { text: t('moveTyping'), press: ['Alt', '↑', '↓'] },
      { text: t('next'), press: ['N'] },
      { text: t('reply'), press: ['R'] },
      { text: t('leave'), press: ['Esc'] },
      { text: t('note'), press: ['I'] },
      { text: t('search'), press: ['/'] },
      { text: t('transfer'), press: ['T'] },
      { text: t('end'), press: ['E'] },
      { text: t('why'), press: ['W'] },
    ],
  })
}

/** What is open in front takes the keys. */
export function isInDialog(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && event.target.closest('[role=dialog], [role=menu]') !== null
}
