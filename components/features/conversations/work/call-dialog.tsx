'use client'

import { Button, Group, NumberInput, Radio, Textarea, TextInput } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { CallView } from '@/server/http/v1/work-contract'
import type { CallResult } from '@/server/modules/conversations/contract'
import type { View } from '../live/live-state'
import { workApi } from './work-api'

export const callResults = ['reached', 'not_reached', 'busy', 'voicemail', 'wrong_number'] as const

/** Dials by a link, and keeps how it went. The call stands in the log from the moment of dialling. */
export function CallDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const t = useTranslations('workspace.call')
  const [phone, setPhone] = useState(view.contact?.phone ?? view.customer.phone ?? '')
  const [call, setCall] = useState<CallView | null>(null)
  const [result, setResult] = useState<CallResult | null>(null)
  const [minutes, setMinutes] = useState<number | string>('')
  const [note, setNote] = useState('')
  const client = useTRPCClient()
  const through = useMutation({
    mutationFn: (callId: string) => client.tickets.dialCall.mutate({ conversationId: view.id, callId }),
    onSuccess: ({ link }) => {
      if (link) location.href = link
    },
  })
  const dial = useMutation({
    mutationFn: () => workApi.startCall(view.id, phone.trim()),
    onSuccess: (made) => {
      setCall(made)
      through.mutate(made.id)
    },
  })
  const keep = useMutation({
    mutationFn: () =>
      workApi.callOutcome(view.id, call?.id ?? '', {
        result: result ?? 'not_reached',
        note: note.trim() || undefined,
        durationSeconds: typeof minutes === 'number' ? Math.round(minutes * 60) : undefined,
      }),
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={t('title', { name: view.customer.name })}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => keep.mutate()}
      error={dial.error ?? through.error ?? keep.error}
      saving={keep.isPending}
      ready={call !== null && result !== null}
    >
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          data-autofocus
          type="tel"
          label={t('phone')}
          value={phone}
          disabled={call !== null}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button
          leftSection={<IconPhone size={16} />}
          variant={call ? 'default' : 'filled'}
          loading={dial.isPending}
          disabled={phone.trim().length < 3 || call !== null}
          onClick={() => dial.mutate()}
        >
          {t('dial')}
        </Button>
      </Group>
      {call && (
        <>
          <Radio.Group
            mt="sm"
            label={t('how')}
            value={result}
            onChange={(value) => setResult(value as CallResult)}
          >
            <Group gap="sm" mt={4}>
              {callResults.map((value) => (
                <Radio key={value} value={value} label={t(`result.${value}`)} />
              ))}
            </Group>
          </Radio.Group>
          <NumberInput
            mt="sm"
            label={t('minutes')}
            min={0}
            max={1_440}
            value={minutes}
            onChange={setMinutes}
          />
          <Textarea
            mt="sm"
            label={t('note')}
            autosize
            minRows={2}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
