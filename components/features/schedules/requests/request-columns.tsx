'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { RequestRow, VoidReason } from '@/server/modules/schedules/contract'
import { StatusBadge } from './status-badge'
import { useRequestText } from './use-request-text'

export function useRequestColumns(): Column<RequestRow>[] {
  const t = useTranslations('requests')
  return useMemo(
    () => [
      {
        id: 'agent',
        title: t('who'),
        cell: ({ leave, swap }) =>
          swap
            ? t('swapBetween', { from: swap.fromName, to: swap.toName ?? t('anybody') })
            : (leave?.name ?? ''),
        heading: true,
        sortable: true,
      },
      {
        id: 'what',
        title: t('what'),
        cell: ({ leave }) => (leave ? t(`kind.${leave.kind}`) : t('type.swap')),
        width: 110,
      },
      { id: 'starts', title: t('when'), cell: (row) => <Times row={row} />, sortable: true, width: 260 },
      {
        id: 'note',
        title: t('note'),
        cell: ({ leave, swap }) => leave?.note || swap?.note || '–',
        width: 200,
      },
      {
        id: 'status',
        title: t('stateTitle'),
        cell: ({ leave, swap, type }) => (
          <StatusBadge type={type} status={leave?.status ?? swap?.status ?? 'void'} />
        ),
        width: 140,
      },
      {
        id: 'requested',
        title: t('requestedAt'),
        cell: ({ leave, swap }) => <When at={leave?.requestedAt ?? swap?.requestedAt ?? ''} />,
        sortable: true,
        width: 180,
      },
      {
        id: 'decided',
        title: t('decidedBy'),
        cell: ({ leave, swap }) => {
          const by = leave?.decidedBy ?? swap?.decidedBy
          const note =
            swap?.status === 'void'
              ? t(`void.${swap.decisionNote as VoidReason}`)
              : leave?.decisionNote || swap?.decisionNote
          return [by, note].filter(Boolean).join(': ') || '–'
        },
        width: 200,
        optional: true,
      },
    ],
    [t],
  )
}

function Times({ row: { leave, swap } }: { row: RequestRow }) {
  const t = useTranslations('requests')
  const words = useRequestText()
  if (leave) return <>{words.times(leave.times)}</>
  if (!swap?.terms) return <>–</>
  const { from, to } = swap.terms
  return (
    <>
      {words.shift(from)}
      {to && <div>{t('inExchange', { shift: words.shift(to) })}</div>}
    </>
  )
}
