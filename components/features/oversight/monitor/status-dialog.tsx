'use client'

import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'

const statuses = ['online', 'busy', 'offline'] as const
type Props = { agent: { id: string; name: string }; onClose: () => void }

export function StatusDialog({ agent, onClose }: Props) {
  const t = useTranslations('oversight.act')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const failure = useFailureText()
  const [status, setStatus] = useState<(typeof statuses)[number]>('busy')
  const [reason, setReason] = useState('')
  const { name } = agent
  const setting = useMutation(
    trpc.oversight.setAgentStatus.mutationOptions({
      onSuccess: (now) => {
        notifications.show({
          color: 'green',
          message: t('statusDone', { name, status: t(`name.${now.status}`) }),
        })
        onClose()
      },
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('statusTitle', { name })}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack>
        {setting.isError && (
          <Alert color="red" role="alert">
            {failure(setting.error)}
          </Alert>
        )}
        <SegmentedControl
          fullWidth
          aria-label={t('status')}
          value={status}
          onChange={(value) => setStatus(statuses.find((one) => one === value) ?? 'busy')}
          data={statuses.map((value) => ({ value, label: t(`name.${value}`) }))}
        />
        <TextInput
          label={t('reason')}
          value={reason}
          maxLength={60}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t('statusHint', { name })}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {form('cancel')}
          </Button>
          <Button
            loading={setting.isPending}
            onClick={() =>
              setting.mutate({ agentId: agent.id, status, ...(reason.trim() && { reason: reason.trim() }) })
            }
          >
            {t('set')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
