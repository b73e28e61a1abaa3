'use client'

import { useFormatter } from 'next-intl'

/** A moment in the viewer's zone; the full date with seconds on hover. */
export function When({ at, none = '–' }: { at: string | null; none?: string }) {
  const format = useFormatter()
  if (at === null) return <span style={{ color: 'var(--swy-text-quiet)' }}>{none}</span>
  const date = new Date(at)
  return (
    <time
      style={{ whiteSpace: 'nowrap' }}
      dateTime={at}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'long' })}
    >
      {format.dateTime(date, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      })}
    </time>
  )
}
