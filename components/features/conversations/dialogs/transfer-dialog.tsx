'use client'

import { Button, Group, Modal, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { agentApi, type TransferTo } from '../live/agent-api'
import type { View } from '../live/live-state'
import classes from './dialogs.module.css'
import { AgentChoices, GroupChoices } from './transfer-choices'
import type { Target } from './transfer-target'

type Props = {
  view: View
  opened: boolean
  onClose: () => void
  onDone: (view: View) => void
  /** assign: nobody holds it yet, so it is given to an agent and not handed over. */
  act?: 'transfer' | 'assign'
}

/** Who could take it is asked again while the dialog is open: places come and go. */
const FRESH_MS = 4_000

export function TransferDialog({ view, opened, onClose, onDone, act = 'transfer' }: Props) {
  const t = useTranslations('workspace.transfer')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(act === 'assign' ? 'assignTitle' : 'title', { name: view.customer.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <TransferForm view={view} onClose={onClose} onDone={onDone} act={act} />
    </Modal>
  )
}

function TransferForm({
  view,
  onClose,
  onDone,
  act,
}: Omit<Props, 'opened' | 'act'> & { act: 'transfer' | 'assign' }) {
  const t = useTranslations('workspace.transfer')
  const failure = useFailureText()
  const [to, setTo] = useState<Target | null>(null)
  const [reason, setReason] = useState('')
  const confirm = useConfirm()
  const transfer = useMutation({
    mutationFn: (input: TransferTo) =>
      act === 'assign' && 'agentId' in input
        ? agentApi.assign(view.id, { agentId: input.agentId, reason: input.reason })
        : agentApi.transfer(view.id, input),
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  const submit = async () => {
    if (!to || reason.trim() === '') return
    const beyond = to.kind === 'agent' ? to.beyond : null
    if (beyond) {
      const asked = {
        title: t('beyondTitle', { agent: beyond.name }),
        body: t('beyondBody', { agent: beyond.name, free: beyond.free, limit: beyond.limit }),
        confirm: t('beyondConfirm'),
      }
      if (!(await confirm(asked))) return
    }
    const target =
      to.kind === 'agent' ? { agentId: to.id, ...(beyond ? { overLimit: true } : {}) } : { groupId: to.id }
    transfer.mutate({ reason: reason.trim(), ...target })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Targets view={view} to={to} onChoose={setTo} act={act} />
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
          {t(act === 'assign' ? 'assign' : 'submit')}
        </Button>
      </Group>
    </form>
  )
}

type TargetsProps = {
  view: View
  to: Target | null
  onChoose: (to: Target) => void
  act: 'transfer' | 'assign'
}

function Targets({ view, to, onChoose, act }: TargetsProps) {
  const t = useTranslations('workspace.transfer')
  const can = useCan()
  const mayGoBeyond = can('conversations.over_limit', {
    ownerId: view.agent?.id ?? null,
    groupIds: [view.group?.id ?? null],
  })
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
            { value: 'group', label: t('groups'), disabled: act === 'assign' },
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
            mayGoBeyond={mayGoBeyond}
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
