'use client'

import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useMine } from './use-lists'

type Line = { key: number; text: string }
type Known = { waiting: ReadonlySet<string>; lines: Line[]; count: number }

const KEPT = 5

/** Says who begins to wait for this agent, once for each turn; what the open conversation says is read out there. */
export function WaitingAnnouncer({ selectedId }: { selectedId: string | null }) {
  const t = useTranslations('workspace.list')
  const { sections, views, loaded } = useMine()
  const known = useRef<Known | null>(null)
  const waiting = new Set(sections.find(({ key }) => key === 'yours')?.ids)
  const before = known.current
  const names = before
    ? [...waiting]
        .filter((id) => id !== selectedId && !before.waiting.has(id))
        .flatMap((id) => views[id]?.customer.name ?? [])
    : []
  const lines = names.map((name, index) => ({
    key: (before?.count ?? 0) + index,
    text: t('waits', { name }),
  }))
  if (loaded)
    known.current = {
      waiting,
      lines: [...(before?.lines ?? []), ...lines].slice(-KEPT),
      count: (before?.count ?? 0) + lines.length,
    }
  return (
    <VisuallyHidden component="div" aria-live="polite" aria-relevant="additions">
      {known.current?.lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </VisuallyHidden>
  )
}
