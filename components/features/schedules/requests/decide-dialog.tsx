'use client'

import { Alert, Button, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import type { LeaveView, RequestRow, SwapConflict, SwapView } from '@/server/modules/schedules/contract'
import { LeaveEffectView } from './leave-effect'
import { useRequestDone } from './my-requests'
import { RequestDialog } from './request-dialog'
import { StatusBadge } from './status-badge'
import { useRequestText } from './use-request-text'

export type Deciding = { row: RequestRow; approve: boolean }

export function DecideDialog({ deciding, onClose }: { deciding: Deciding; onClose: () => void }) {
  const { leave, swap } = deciding.row
  if (leave) return <DecideLeave leave={leave} approve={deciding.approve} onClose={onClose} />
  return swap ? <DecideSwap swap={swap} approve={deciding.approve} onClose={onClose} /> : null
}

function useSaved(onClose: () => void) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const queries = useQueryClient()
  return {
    onSuccess: () => {
      notifications.show({ message: t('decided') })
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
  }
}

type LeaveProps = { leave: LeaveView; approve: boolean; onClose: () => void }

function DecideLeave({ leave, approve, onClose }: LeaveProps) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const confirm = useConfirm()
  const [note, setNote] = useState('')
  const deciding = useMutation(trpc.schedules.decideLeave.mutationOptions(useSaved(onClose)))
  const done = useRequestDone()
  const cancelling = useMutation(trpc.schedules.cancelLeave.mutationOptions({ ...done, onSuccess: onClose }))
  const { id, version, status } = leave
  const open = status === 'requested'
  async function cancel() {
    const question = {
      title: t('cancelTitle'),
      body: t('cancelBody'),
      confirm: t('cancelLeave'),
      danger: true,
    }
    if (await confirm(question)) cancelling.mutate({ id, version })
  }
  return (
    <RequestDialog
      title={t('leaveOf', { name: leave.name })}
      submit={t(approve ? 'approve' : 'reject')}
      onClose={onClose}
      error={deciding.error}
      saving={deciding.isPending}
      ready={open}
      onSubmit={() => deciding.mutate({ id, version, approve, note })}
    >
      <Stack gap="sm">
        <Text fw={600}>
          {t('leaveIs', { kind: t(`kind.${leave.kind}`), times: words.times(leave.times) })}{' '}
          <StatusBadge type="leave" status={status} />
        </Text>
        {leave.note && <Text>{leave.note}</Text>}
        {open && approve && <LeaveEffectView id={id} />}
        {open ? (
          <NoteField value={note} onChange={setNote} />
        ) : (
          leave.decisionNote && <Text c="dimmed">{leave.decisionNote}</Text>
        )}
        {status === 'approved' && Date.parse(leave.endsAt) > Date.now() && (
          <Button color="red" variant="light" loading={cancelling.isPending} onClick={() => void cancel()}>
            {t('cancelLeave')}
          </Button>
        )}
      </Stack>
    </RequestDialog>
  )
}

function DecideSwap({ swap, approve, onClose }: { swap: SwapView; approve: boolean; onClose: () => void }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const [note, setNote] = useState('')
  const deciding = useMutation(trpc.schedules.decideSwap.mutationOptions(useSaved(onClose)))
  const { details } = toFailure(deciding.error ?? new Error())
  const conflicts =
    deciding.error && details.reason === 'conflicts' ? (details.conflicts as SwapConflict[]) : []
  const { id, version, terms, status } = swap
  return (
    <RequestDialog
      title={t('swapBetween', { from: swap.fromName, to: swap.toName ?? t('anybody') })}
      submit={conflicts.length > 0 ? t('approveAnyway') : t(approve ? 'approve' : 'reject')}
      onClose={onClose}
      error={conflicts.length > 0 ? null : deciding.error}
      saving={deciding.isPending}
      ready={status === 'accepted'}
      onSubmit={() => deciding.mutate({ id, version, approve, note, onPurpose: conflicts.length > 0 })}
    >
      <Stack gap="sm">
        <div>
          <StatusBadge type="swap" status={status} />
        </div>
        {terms && <Text>{t('gives', { name: swap.fromName, shift: words.shift(terms.from) })}</Text>}
        {terms?.to && <Text>{t('gives', { name: swap.toName ?? '', shift: words.shift(terms.to) })}</Text>}
        {swap.note && <Text c="dimmed">{swap.note}</Text>}
        {conflicts.length > 0 && (
          <Alert color="orange" title={t('conflictTitle')} role="alert">
            <ul>
              {conflicts.map(({ agentId, entryId, kind, name, day }) => (
                <li key={`${agentId}-${entryId}-${kind}`}>
                  {t('conflictOf', { name, day: words.day(day), what: t(`conflict.${kind}`) })}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {status === 'accepted' && <NoteField value={note} onChange={setNote} />}
      </Stack>
    </RequestDialog>
  )
}

function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const t = useTranslations('requests')
  return (
    <Textarea
      label={t('decisionNote')}
      maxLength={500}
      autosize
      minRows={2}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type ManyProps = { rows: RequestRow[]; approve: boolean; clear: () => void; onClose: () => void }

/** Each is decided for itself; those that could not be are named. */
export function DecideManyDialog({ rows, approve, clear, onClose }: ManyProps) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const deciding = useMutation(
    trpc.schedules.decideRequests.mutationOptions({
      onSuccess: (items) => {
        const failed = items.filter(({ done }) => !done).length
        const done = items.length - failed
        notifications.show({
          ...(failed > 0 && { color: 'orange' }),
          message: t('decidedMany', { done, failed }),
        })
        clear()
        onClose()
      },
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
    }),
  )
  const items = rows.map(({ id, type, leave, swap }) => ({
    ...{ id, type, version: leave?.version ?? swap?.version ?? 0 },
  }))
  return (
    <RequestDialog
      title={t('manyTitle', { count: rows.length })}
      submit={t(approve ? 'approve' : 'reject')}
      onClose={onClose}
      error={deciding.error}
      saving={deciding.isPending}
      ready
      onSubmit={() => deciding.mutate({ items, approve, note })}
    >
      {deciding.isPending && <Skeleton h={8} />}
      <NoteField value={note} onChange={setNote} />
    </RequestDialog>
  )
}
