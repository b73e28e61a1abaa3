'use client'

import { Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { View } from '../live/live-state'
import { workApi } from './work-api'

type Props = { view: View; onClose: () => void; onDone: (view: View) => void }

/** Back to whom it came from, with a reason. */
export function ReturnDialog({ view, onClose, onDone }: Props) {
  const t = useTranslations('workspace.giveBack')
  const format = useFormatter()
  const [reason, setReason] = useState('')
  const giveBack = useMutation({
    mutationFn: () => workApi.giveBack(view.id, reason.trim()),
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  const until = view.returnTo && format.dateTime(new Date(view.returnTo.until), { timeStyle: 'short' })
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => giveBack.mutate()}
      error={giveBack.error}
      saving={giveBack.isPending}
      ready={reason.trim() !== ''}
    >
      <TextInput
        data-autofocus
        required
        label={t('reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {t('what', { until: until ?? '' })}
      </Text>
    </FormDialog>
  )
}
