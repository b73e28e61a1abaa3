'use client'

import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { View } from '../live/live-state'
import { workApi } from './work-api'

/** The customer gets by mail what they saw of the conversation. */
export function TranscriptDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const t = useTranslations('workspace.transcript')
  const [email, setEmail] = useState(view.contact?.email ?? view.customer.email ?? '')
  const send = useMutation({
    mutationFn: () => workApi.mailTranscript(view.id, email.trim()),
    onSuccess: () => {
      notifications.show({ color: 'green', message: t('sent') })
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('title', { name: view.customer.name })}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => send.mutate()}
      error={send.error}
      saving={send.isPending}
      ready={email.includes('@')}
    >
      <TextInput
        type="email"
        label={t('email')}
        description={t('hint')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}
