'use client'

import { Button, Group, Modal, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { agentApi, type TransferTo } from '../live/agent-api'
import type { View } from '../live/live-state'
import classes from './dialogs.module.css'
import { AgentChoices, GroupChoices } from './transfer-choices'
import type { Target } from './transfer-target'

type Props = { view: View; opened: boolean; onClose: () => void; onDone: (view: View) => void }

/** Who could take it is asked again while the dialog is open: places come and go. */
const FRESH_MS = 4_000

export function TransferDialog({ view, opened, onClose, onDone }: Props) {
  const t = useTranslations('workspace.transfer')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('title', { name: view.customer.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <TransferForm view={view} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

function TransferForm({ view, onClose, onDone }: Omit<Props, 'opened'>) {
  const t = useTranslations('workspace.transfer')
  const failure = useFailureText()
  const [to, setTo] = useState<Target | null>(null)
  const [reason, setReason] = useState('')
  const transfer = useMutation({
    mutationFn: (input: TransferTo) => agentApi.transfer(view.id, input),
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  const submit = () => {
    if (!to || reason.trim() === '') return
    const target = to.kind === 'agent' ? { agentId: to.id } : { groupId: to.id }
    transfer.mutate({ reason: reason.trim(), ...target })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Targets view={view} to={to} onChoose={setTo} />
      <TextInput
        mt="sm"
        label={t('reason')}
        placeholder={t('reasonHint')}
        value={reason}
        maxLength={200}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {transfer.isError && (
        <Text role="alert" mt="xs" size="sm" c="var(--swy-text-failed)">
          {failure(transfer.error)}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={transfer.isPending} disabled={!to || reason.trim() === ''}>
          {t('submit')}
        </Button>
      </Group>
    </form>
  )
}

function Targets({ view, to, onChoose }: { view: View; to: Target | null; onChoose: (to: Target) => void }) {
  const t = useTranslations('workspace.transfer')
  const [kind, setKind] = useState<Target['kind']>('agent')
  const [search, setSearch] = useState('')
  const targets = useQuery({
    queryKey: ['workspace', 'transfer-targets'],
    queryFn: () => agentApi.transferTargets(''),
    refetchInterval: FRESH_MS,
  })
  const matches = ({ name }: { name: string }) => name.toLowerCase().includes(search.trim().toLowerCase())
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => setKind(value as Target['kind'])}
          aria-label={t('to')}
          data={[
            { value: 'agent', label: t('agents') },
            { value: 'group', label: t('groups') },
          ]}
        />
        <TextInput
          flex={1}
          data-autofocus
          leftSection={<IconSearch size={16} />}
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </Group>
      {/* Where nobody can be chosen, the list must still scroll by the keys. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above. */}
      <section className={classes.choices} aria-label={t('to')} tabIndex={0}>
        {targets.isError ? (
          <FailedState error={targets.error} retry={() => void targets.refetch()} />
        ) : !targets.data ? (
          <Skeleton height={160} mt="sm" />
        ) : kind === 'agent' ? (
          <AgentChoices
            agents={targets.data.items.filter((a) => a.id !== view.agent?.id && matches(a))}
            groups={targets.data.groups}
            to={to}
            onChoose={onChoose}
          />
        ) : (
          <GroupChoices groups={targets.data.groups.filter(matches)} to={to} onChoose={onChoose} />
        )}
      </section>
    </>
  )
}
