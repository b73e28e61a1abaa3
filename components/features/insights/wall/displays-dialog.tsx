'use client'

import {
  Alert,
  Anchor,
  Button,
  CopyButton,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { DisplayView } from '@/server/modules/insights/contract'
import type { About } from '../monitor/use-monitor-filter'

/** The wallboard for oneself, and secret addresses for screens that nobody signs in at. */
export function DisplaysDialog({ about, onClose }: { about: About; onClose: () => void }) {
  const t = useTranslations('insights.displays')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const list = useQuery(trpc.insights.displays.queryOptions())
  const query = about.groupId === null ? '' : `?group=${about.groupId}&below=${about.subGroups}`
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack>
        <Text size="sm">
          <Anchor underline="always" href={`/monitor/wall${query}`} target="_blank" rel="noreferrer">
            {t('open')}
          </Anchor>{' '}
          {t('openHint')}
        </Text>
        <NewDisplay groupId={about.groupId} />
        {list.isError ? (
          <FailedState error={list.error} retry={() => void list.refetch()} />
        ) : list.data?.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('none')}
          </Text>
        ) : (
          <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {list.data?.map((display) => (
              <Display key={display.id} display={display} />
            ))}
          </ul>
        )}
      </Stack>
    </Modal>
  )
}

function NewDisplay({ groupId }: { groupId: string | null }) {
  const t = useTranslations('insights.displays')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const [name, setName] = useState('')
  const [group, setGroup] = useState(groupId)
  const choices = useQuery(trpc.insights.monitorChoices.queryOptions(undefined, { staleTime: 30_000 }))
  const making = useMutation(
    trpc.insights.createDisplay.mutationOptions({
      onSuccess: () => {
        setName('')
        void queries.invalidateQueries(trpc.insights.displays.queryFilter())
      },
    }),
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') making.mutate({ name: name.trim(), groupId: group })
      }}
    >
      <Group align="end" gap="xs">
        <TextInput
          label={t('name')}
          placeholder={t('nameHint')}
          value={name}
          maxLength={60}
          required
          flex={1}
          miw={160}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('group')}
          placeholder={t('everything')}
          data={(choices.data?.groups ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          value={group}
          onChange={setGroup}
          searchable
          clearable
          w={200}
        />
        <Button type="submit" loading={making.isPending} disabled={name.trim() === ''}>
          {t('make')}
        </Button>
      </Group>
      {making.isError && (
        <Alert mt="xs" color="red" role="alert">
          {failure(making.error)}
        </Alert>
      )}
      {making.data && <Made path={making.data.path} />}
    </form>
  )
}

/** The address is shown this once. */
function Made({ path }: { path: string }) {
  const t = useTranslations('insights.displays')
  const address = `${location.origin}${path}`
  return (
    <Alert mt="xs" color="green" title={t('made')} role="status">
      <Text size="sm" ff="monospace" style={{ wordBreak: 'break-all' }}>
        {address}
      </Text>
      <Group mt="xs" gap="xs">
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <Text size="sm">{t('turnHint')}</Text>
      </Group>
    </Alert>
  )
}

function Display({ display }: { display: DisplayView }) {
  const t = useTranslations('insights.displays')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  const ending = useMutation(
    trpc.insights.revokeDisplay.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.insights.displays.queryFilter()),
      onError: (error) => notifications.show({ color: 'red', message: failure(error) }),
    }),
  )
  const end = async () => {
    const { name } = display
    if (await confirm({ title: t('endTitle', { name }), body: t('endBody'), confirm: t('end') }))
      ending.mutate({ id: display.id })
  }
  return (
    <li style={{ display: 'flex', alignItems: 'center', gap: 12, padding: '6px 0' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm">
          {display.name} · {display.group?.name ?? t('everything')}
        </Text>
        <Text size="xs" c={display.works ? 'dimmed' : 'var(--swy-text-failed)'}>
          {display.works ? t('by', { maker: display.maker }) : t('dark', { maker: display.maker })}{' '}
          {display.lastSeenAt && (
            <>
              {t('seen')} <When at={display.lastSeenAt} />
            </>
          )}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        color="red"
        loading={ending.isPending}
        onClick={() => void end()}
      >
        {t('end')}
      </Button>
    </li>
  )
}
