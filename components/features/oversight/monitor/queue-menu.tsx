'use client'

import { ActionIcon, Menu, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowRight, IconDoorExit, IconDots, IconEye, IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { EndDialog } from '@/components/features/conversations/dialogs/end-dialog'
import { TransferDialog } from '@/components/features/conversations/dialogs/transfer-dialog'
import { agentApi } from '@/components/features/conversations/live/agent-api'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AgentConversationView } from '@/server/http/v1/contract'
import { oversightApi } from '../oversight-api'

type Props = { conversation: { id: string; customer: string; groupId: string }; onDone: () => void }
type Act = 'assign' | 'move' | 'end'

/** What a supervisor can do about a waiting customer, from the queue's row. */
export function QueueMenu({ conversation, onDone }: Props) {
  const t = useTranslations('oversight.queue')
  const can = useCan()
  const router = useRouter()
  const failure = useFailureText()
  const [opened, open] = useState<{ act: Act; view: AgentConversationView } | null>(null)
  const about = { groupIds: [conversation.groupId] }
  const may = {
    assign: can('conversations.over_limit', about),
    move: can('conversations.supervise', about),
    end: can('conversations.write_any', about),
    watch: can('conversations.read', about),
  }
  if (!Object.values(may).some(Boolean)) return null
  const start = async (act: Act) => {
    try {
      open({ act, view: await agentApi.conversation(conversation.id) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
  const close = () => open(null)
  const done = () => {
    close()
    onDone()
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('menu', { customer: conversation.customer })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may.assign && (
            <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => void start('assign')}>
              {t('assign')}
            </Menu.Item>
          )}
          {may.move && (
            <Menu.Item leftSection={<IconArrowRight size={16} />} onClick={() => void start('move')}>
              {t('move')}
            </Menu.Item>
          )}
          {may.end && (
            <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => void start('end')}>
              {t('end')}
            </Menu.Item>
          )}
          {may.watch && (
            <Menu.Item
              leftSection={<IconEye size={16} />}
              onClick={() => router.push(`/conversations/${conversation.id}`)}
            >
              {t('watch')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {opened?.act === 'assign' && (
        <TransferDialog act="assign" view={opened.view} opened onClose={close} onDone={done} />
      )}
      {opened?.act === 'end' && <EndDialog view={opened.view} opened onClose={close} onDone={done} />}
      {opened?.act === 'move' && <MoveDialog conversation={conversation} onClose={close} onDone={done} />}
    </>
  )
}

type MoveProps = Props & { onClose: () => void }

/** To another group's queue, where the customer keeps their time of entry. */
function MoveDialog({ conversation, onClose, onDone }: MoveProps) {
  const t = useTranslations('oversight.queue')
  const [groupId, setGroup] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const targets = useQuery({
    queryKey: ['oversight', 'targets'],
    queryFn: () => agentApi.transferTargets(''),
  })
  const moving = useMutation({
    mutationFn: () => oversightApi.move(conversation.id, { groupId: groupId ?? '', reason: reason.trim() }),
    onSuccess: onDone,
  })
  const groups = (targets.data?.groups ?? []).filter(({ id }) => id !== conversation.groupId)
  return (
    <FormDialog
      title={t('moveTitle', { customer: conversation.customer })}
      submit={t('moveDo')}
      onClose={onClose}
      onSubmit={() => moving.mutate()}
      error={moving.error ?? targets.error}
      saving={moving.isPending}
      ready={groupId !== null && reason.trim() !== ''}
    >
      <Stack>
        <Select
          label={t('group')}
          required
          searchable
          value={groupId}
          onChange={setGroup}
          data={groups.map(({ id, name, online, free, waiting }) => ({
            value: id,
            label: t('groupWith', { name, online, free, waiting }),
          }))}
        />
        <TextInput
          label={t('why')}
          required
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </FormDialog>
  )
}
