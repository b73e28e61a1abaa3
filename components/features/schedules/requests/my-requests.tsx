'use client'

import { Button, Group, Skeleton, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { LeaveView, SwapView, VoidReason } from '@/server/modules/schedules/contract'
import classes from './my-schedule.module.css'
import { StatusBadge } from './status-badge'
import { useRefusalText, useRequestText } from './use-request-text'

const EVERY_MS = 15_000

/** What colleagues offer, and what one has asked for with its state. */
export function MyRequests() {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const mine = useQuery(trpc.schedules.myRequests.queryOptions(undefined, { refetchInterval: EVERY_MS }))
  if (mine.isError && !mine.data) return <FailedState error={mine.error} retry={() => void mine.refetch()} />
  if (!mine.data)
    return (
      <Late>
        <Skeleton h={120} />
      </Late>
    )
  const { offers, swaps, leaves, needApproval } = mine.data
  return (
    <>
      {offers.length > 0 && (
        <section aria-labelledby="offers-title">
          <Title order={2} id="offers-title" className={classes.title}>
            {t('offers')}
          </Title>
          <ul className={classes.list}>
            {offers.map((swap) => (
              <Offer key={swap.id} swap={swap} needApproval={needApproval} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="requests-title">
        <Title order={2} id="requests-title" className={classes.title}>
          {t('mine')}
        </Title>
        {swaps.length + leaves.length === 0 && <Text c="dimmed">{t('noneYet')}</Text>}
        <ul className={classes.list}>
          {swaps.map((swap) => (
            <OwnSwap key={swap.id} swap={swap} />
          ))}
          {leaves.toReversed().map((leave) => (
            <OwnLeave key={leave.id} leave={leave} />
          ))}
        </ul>
      </section>
    </>
  )
}

/** One mutation after which all that concerns requests is asked anew; what was refused is shown. */
export function useRequestDone() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const refusal = useRefusalText()
  return {
    onError: (error: unknown) => notifications.show({ color: 'red', message: refusal(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
  }
}

type RowProps = { what: ReactNode; state?: ReactNode; notes: (string | null)[]; children?: ReactNode }

function Row({ what, state, notes, children }: RowProps) {
  return (
    <li className={classes.item}>
      <div className={classes.what}>
        <span>{what}</span>
        {notes.filter(Boolean).map((note) => (
          <span key={note} className={classes.quiet}>
            {note}
          </span>
        ))}
      </div>
      {state}
      <Group gap="xs">{children}</Group>
    </li>
  )
}

function Offer({ swap, needApproval }: { swap: SwapView; needApproval: boolean }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const answering = useMutation(trpc.schedules.answerSwap.mutationOptions(useRequestDone()))
  if (!swap.terms) return null
  const answer = (accept: boolean) =>
    answering.mutate({ id: swap.id, version: swap.version, accept, note: '' })
  const { from, to } = swap.terms
  return (
    <Row
      what={t('offerFrom', { name: swap.fromName, shift: words.shift(from) })}
      notes={[
        to ? t('forYour', { shift: words.shift(to) }) : null,
        swap.note,
        needApproval ? t('thenApproved') : null,
      ]}
    >
      <Button size="compact-sm" loading={answering.isPending} onClick={() => answer(true)}>
        {t('take')}
      </Button>
      {swap.toAgentId && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={answering.isPending}
          onClick={() => answer(false)}
        >
          {t('decline')}
        </Button>
      )}
    </Row>
  )
}

function OwnSwap({ swap }: { swap: SwapView }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const me = useMe()
  const words = useRequestText()
  const done = useRequestDone()
  const withdrawing = useMutation(trpc.schedules.withdrawSwap.mutationOptions(done))
  const declining = useMutation(trpc.schedules.answerSwap.mutationOptions(done))
  if (!swap.terms) return null
  const shift = words.shift(swap.terms.from)
  const own = swap.fromAgentId === me.userId
  const open = swap.status === 'requested' || swap.status === 'accepted'
  const key = { id: swap.id, version: swap.version }
  const other = swap.toName ?? t('anybody')
  return (
    <Row
      what={own ? t('offeredTo', { name: other, shift }) : t('offerFrom', { name: swap.fromName, shift })}
      notes={[
        swap.terms.to ? t('inExchange', { shift: words.shift(swap.terms.to) }) : null,
        swap.status === 'void' ? t(`void.${swap.decisionNote as VoidReason}`) : swap.decisionNote,
      ]}
      state={<StatusBadge type="swap" status={swap.status} />}
    >
      {open && (
        <Button
          size="compact-sm"
          variant="default"
          loading={withdrawing.isPending || declining.isPending}
          onClick={() =>
            own ? withdrawing.mutate(key) : declining.mutate({ ...key, accept: false, note: '' })
          }
        >
          {t(own ? 'withdraw' : 'decline')}
        </Button>
      )}
    </Row>
  )
}

function OwnLeave({ leave }: { leave: LeaveView }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const withdrawing = useMutation(trpc.schedules.withdrawLeave.mutationOptions(useRequestDone()))
  return (
    <Row
      what={t('leaveIs', { kind: t(`kind.${leave.kind}`), times: words.times(leave.times) })}
      notes={[leave.note, leave.decisionNote]}
      state={<StatusBadge type="leave" status={leave.status} />}
    >
      {leave.status === 'requested' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={withdrawing.isPending}
          onClick={() => withdrawing.mutate({ id: leave.id, version: leave.version })}
        >
          {t('withdraw')}
        </Button>
      )}
    </Row>
  )
}
