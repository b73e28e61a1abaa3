'use client'

import { Alert, Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RosterViewState } from './use-view'

/** So many agents are named; the rest are counted. */
const NAMED = 40

type Props = { view: RosterViewState; onClose: () => void; onDone: () => Promise<void> }

/** What changes for whom, before anybody is told. */
export function PublishDialog({ view, onClose, onDone }: Props) {
  const t = useTranslations('roster.publish')
  const format = useFormatter()
  const trpc = useTRPC()
  const confirm = useConfirm()
  const failure = useFailureText()
  const { from, until, days } = view.period
  const what = { from, until, groupId: view.groupId, search: view.search }
  const preview = useQuery(trpc.schedules.previewPublication.queryOptions(what, { staleTime: 0, gcTime: 0 }))
  const finish = async (message: string) => {
    await onDone()
    notifications.show({ color: 'green', message })
    onClose()
  }
  const publish = useMutation(
    trpc.schedules.publishRoster.mutationOptions({
      onSuccess: ({ changes }) => finish(t('done', { count: changes.length })),
    }),
  )
  const discard = useMutation(
    trpc.schedules.discardRoster.mutationOptions({
      onSuccess: ({ discarded }) => finish(t('discarded', { count: discarded })),
    }),
  )
  const askDiscard = async () => {
    const question = { title: t('discardTitle'), body: t('discardBody'), confirm: t('discard'), danger: true }
    if (await confirm(question)) discard.mutate(what)
  }
  const noon = (day: string) => new Date(`${day}T12:00:00Z`)
  const range = format.dateTimeRange(noon(from), noon(days.at(-1) ?? from), {
    dateStyle: 'medium',
    timeZone: 'UTC',
  })
  const data = preview.data
  const busy = publish.isPending || discard.isPending
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('title', { range })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {preview.isError && <FailedState error={preview.error} retry={() => void preview.refetch()} />}
      {preview.isPending && <Skeleton height={120} />}
      {data && (
        <Stack gap="md">
          <Text>{t('summary', { ...data.total, agents: data.changes.length })}</Text>
          {data.errors > 0 && <Alert color="red">{t('errors', { count: data.errors })}</Alert>}
          {data.warnings > 0 && <Alert color="amber">{t('warnings', { count: data.warnings })}</Alert>}
          <List size="sm" mah={240} style={{ overflow: 'auto' }} tabIndex={0} aria-label={t('whom')}>
            {data.changes.slice(0, NAMED).map((change) => (
              <List.Item key={change.agentId}>{t('change', change)}</List.Item>
            ))}
            {data.changes.length > NAMED && (
              <List.Item>{t('more', { count: data.changes.length - NAMED })}</List.Item>
            )}
          </List>
          <Text size="sm" c="dimmed">
            {t('hint')}
          </Text>
          {(publish.isError || discard.isError) && (
            <Alert color="red" role="alert">
              {failure(publish.error ?? discard.error)}
            </Alert>
          )}
          <Group>
            <Button
              loading={publish.isPending}
              disabled={busy || data.changes.length === 0}
              onClick={() => publish.mutate(what)}
            >
              {t('submit')}
            </Button>
            <Button variant="default" onClick={onClose} disabled={busy}>
              {t('cancel')}
            </Button>
            <Button
              ms="auto"
              variant="subtle"
              color="red"
              disabled={busy || data.changes.length === 0}
              onClick={() => void askDiscard()}
            >
              {t('discard')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
