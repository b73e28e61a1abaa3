'use client'

import { Button, Drawer, Group, Radio, Skeleton, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPencil, IconPhone } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { type CallBackResult, type CallBackView, callBackResults } from '@/server/modules/tickets/contract'
import { toInstant } from '../client-key'
import classes from '../ticket.module.css'
import { useRefreshTickets, useRefusalText } from '../use-change'
import { CallBackDialog } from './call-back-dialog'

/** One call-back: dial from it, say how it went. */
export function CallBackDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('callBacks')
  const trpc = useTRPC()
  const one = useQuery(trpc.tickets.getCallBack.queryOptions({ id }))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={one.data?.name || t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {one.data ? (
        <CallBack key={one.data.version} one={one.data} onClose={onClose} />
      ) : one.isError ? (
        <FailedState error={one.error} retry={() => void one.refetch()} />
      ) : (
        <Late>
          <Skeleton h={240} />
        </Late>
      )}
    </Drawer>
  )
}

function CallBack({ one, onClose }: { one: CallBackView; onClose: () => void }) {
  const t = useTranslations('callBacks')
  const [changing, setChanging] = useState(false)
  const mayChange = one.mayEdit && one.state === 'waiting'
  return (
    <>
      <Text size="lg" fw={600}>
        {one.phone}
      </Text>
      <div className={classes.facts}>
        <span>
          {t('due')}: <When at={one.dueAt} />
        </span>
        <span>{one.overdue ? t('overdue') : t(`stateOf.${one.state}`)}</span>
        <span>
          {t('assignee')}: {one.assignee?.name ?? t('nobody')}
        </span>
        {one.group && <span>{one.group.name}</span>}
      </div>
      {one.note && <p className={classes.said}>{one.note}</p>}
      {mayChange && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPencil size={14} />}
          onClick={() => setChanging(true)}
        >
          {t('change')}
        </Button>
      )}
      {changing && (
        <CallBackDialog
          about={{ name: one.name, phone: one.phone, groupId: one.group?.id ?? null }}
          stored={one}
          onClose={() => setChanging(false)}
        />
      )}
      {mayChange && <Outcome one={one} onClose={onClose} />}
      <h3 className={classes.heading}>{t('history')}</h3>
      <History one={one} />
    </>
  )
}

function Outcome({ one, onClose }: { one: CallBackView; onClose: () => void }) {
  const t = useTranslations('callBacks')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const refusal = useRefusalText()
  const confirm = useConfirm()
  const [result, setResult] = useState<CallBackResult | null>(null)
  const [note, setNote] = useState('')
  const [due, setDue] = useState('')
  const key = { id: one.id, version: one.version }
  const dial = useMutation({
    mutationFn: () => client.tickets.dialCallBack.mutate({ id: one.id }),
    onSuccess: async ({ link }) => {
      if (link) location.href = link
      await refresh()
    },
  })
  const keep = useMutation({
    mutationFn: () =>
      client.tickets.endCallBack.mutate({ ...key, result: result ?? 'reached', note, dueAt: toInstant(due) }),
    onSuccess: () => {
      notifications.show({ color: 'green', message: t('saved') })
      onClose()
    },
    onSettled: refresh,
  })
  const cancel = useMutation({
    mutationFn: () => client.tickets.cancelCallBack.mutate(key),
    onSuccess: () => {
      notifications.show({ color: 'green', message: t('cancelled') })
      onClose()
    },
    onSettled: refresh,
  })
  const again = result === 'try_again' || result === 'not_reached'
  const error = dial.error ?? keep.error ?? cancel.error
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (result) keep.mutate()
      }}
    >
      <Button
        mt="sm"
        leftSection={<IconPhone size={16} />}
        loading={dial.isPending}
        onClick={() => dial.mutate()}
      >
        {t('call')}
      </Button>
      <Radio.Group
        mt="md"
        label={t('how')}
        value={result}
        onChange={(value) => setResult(value as CallBackResult)}
      >
        <Group gap="sm" mt={4}>
          {callBackResults.map((value) => (
            <Radio key={value} value={value} label={t(`result.${value}`)} />
          ))}
        </Group>
      </Radio.Group>
      {again && <MomentField label={t('again')} value={due} onChange={setDue} />}
      <Textarea
        mt="sm"
        label={t('note')}
        autosize
        minRows={2}
        maxLength={1_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {error && (
        <Text role="alert" size="sm" mt={4} c="var(--swy-text-failed)">
          {refusal(error)}
        </Text>
      )}
      <Group mt="sm" gap="xs">
        <Button
          type="submit"
          loading={keep.isPending}
          disabled={!result || (result === 'try_again' && due === '')}
        >
          {t('keep')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          loading={cancel.isPending}
          onClick={() =>
            void confirm({
              ...{ title: t('cancelTitle'), body: t('cancelBody'), confirm: t('cancel'), danger: true },
            }).then((yes) => yes && cancel.mutate())
          }
        >
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
}

const kinds = ['created', 'changed', 'reminded', 'called', 'cancelled', 'dialled'] as const

function History({ one }: { one: CallBackView }) {
  const t = useTranslations('callBacks')
  return (
    <ol className={classes.entries}>
      {one.history.map((entry) => {
        const kind = kinds.find((known) => known === entry.kind)
        const result = callBackResults.find((known) => known === entry.detail.result)
        const words = { by: entry.actor, result: result ? t(`result.${result}`) : '' }
        return (
          <li key={entry.id} className={classes.entry}>
            {kind && t(`entry.${kind}`, words)} · <When at={entry.at} />
            {entry.detail.note ? ` · ${String(entry.detail.note)}` : ''}
          </li>
        )
      })}
    </ol>
  )
}
