'use client'

import { Button, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import {
  BOARD_PAGE,
  type Board as Columns,
  type TicketRow,
  type TicketStatus,
  ticketStatuses,
} from '@/server/modules/tickets/contract'
import classes from './board.module.css'
import { DueMark, PriorityBadge } from './marks'
import { useChangeTicket } from './use-change'
import type { TicketFilterState } from './use-tickets'

type Props = { filter: TicketFilterState; onOpen: (id: string) => void }

/** Tickets by status; they are dragged, or moved with Alt and the arrows. */
export function Board({ filter, onOpen }: Props) {
  const t = useTranslations('tickets')
  const trpc = useTRPC()
  const may = useCan()
  const [shown, setShown] = useState<Partial<Record<TicketStatus, number>>>({})
  const board = useQuery(
    trpc.tickets.board.queryOptions(
      { ...filter.narrowing, shown },
      { placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  )
  const move = useMove(board.data ?? [])
  if (board.isError && !board.data)
    return <FailedState error={board.error} retry={() => void board.refetch()} />
  if (!board.data)
    return (
      <Late>
        <Skeleton h={320} />
      </Late>
    )
  const mayMove = may('tickets.edit')
  return (
    <>
      {mayMove && <p className={classes.hint}>{t('boardKeys')}</p>}
      <section className={classes.board} aria-label={t('board')}>
        {board.data.map(({ status, total, rows }) => (
          <Column
            key={status}
            {...{ status, total, rows, mayMove, onOpen }}
            onDrop={(id) => move(id, status)}
            onStep={(row, by) => move(row.id, next(row.status, by))}
            onMore={() => setShown({ ...shown, [status]: Math.min(500, rows.length + BOARD_PAGE) })}
          />
        ))}
      </section>
    </>
  )
}

function next(status: TicketStatus, by: 1 | -1): TicketStatus {
  const at = ticketStatuses.indexOf(status) + by
  return ticketStatuses[Math.max(0, Math.min(ticketStatuses.length - 1, at))] ?? status
}

function useMove(columns: Columns) {
  const t = useTranslations('tickets')
  const change = useChangeTicket()
  return async (id: string, status: TicketStatus): Promise<void> => {
    const ticket = columns.flatMap(({ rows }) => rows).find((row) => row.id === id)
    if (!ticket || ticket.status === status) return
    const words = { ticket: `T-${ticket.number}`, status: t(`status.${status}`) }
    if (await change([ticket], { status }, t('moved', words)))
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-ticket="${id}"]`)?.focus())
  }
}

type ColumnProps = {
  status: TicketStatus
  total: number
  rows: TicketRow[]
  mayMove: boolean
  onOpen: (id: string) => void
  onDrop: (id: string) => Promise<void>
  onStep: (row: TicketRow, by: 1 | -1) => Promise<void>
  onMore: () => void
}

function Column({ status, total, rows, mayMove, onOpen, onDrop, onStep, onMore }: ColumnProps) {
  const t = useTranslations('tickets')
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the keys are on the cards.
    <div
      className={classes.column}
      data-over={over || undefined}
      data-column={status}
      onDragOver={(event) => {
        if (!mayMove) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void onDrop(event.dataTransfer.getData('text/plain'))
      }}
    >
      <h2 className={classes.head}>
        {t(`status.${status}`)} <span className={classes.count}>{total}</span>
      </h2>
      {rows.length === 0 && <p className={classes.hint}>{t('boardNone')}</p>}
      <ul className={classes.cards}>
        {rows.map((row) => (
          <li key={row.id}>
            <Card {...{ row, mayMove, onOpen, onStep }} />
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {t('more', { count: total - rows.length })}
        </Button>
      )}
    </div>
  )
}

type CardProps = Pick<ColumnProps, 'mayMove' | 'onOpen' | 'onStep'> & { row: TicketRow }

function Card({ row, mayMove, onOpen, onStep }: CardProps) {
  return (
    <button
      type="button"
      className={classes.card}
      data-ticket={row.id}
      draggable={mayMove}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', row.id)}
      onClick={() => onOpen(row.id)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null
        if (!mayMove || !event.altKey || by === null) return
        event.preventDefault()
        void onStep(row, by)
      }}
    >
      <span className={classes.title}>
        T-{row.number} {row.title}
      </span>
      <span className={classes.facts}>
        {row.priority !== 'normal' && <PriorityBadge priority={row.priority} />}
        {row.customer && <span>{row.customer.name}</span>}
        {row.assignee && <span>{row.assignee.name}</span>}
        {row.dueAt && <DueMark ticket={row} />}
      </span>
    </button>
  )
}
