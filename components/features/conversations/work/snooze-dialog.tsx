'use client'

import { Button, SimpleGrid, Space } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { View } from '../live/live-state'
import { type Preset, presetTimes } from './snooze-times'
import { workApi } from './work-api'

type Props = { view: View; onClose: () => void; onDone: (view: View) => void }

/** Out of sight until a time; the customer's next word brings it back before. */
export function SnoozeDialog({ view, onClose, onDone }: Props) {
  const t = useTranslations('workspace.snooze')
  const format = useFormatter()
  const [custom, setCustom] = useState('')
  const [choosing, setChoosing] = useState(false)
  const snooze = useMutation({
    mutationFn: (until: Date) => workApi.snooze(view.id, until.toISOString()),
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  const times = presetTimes(new Date())
  const label = (at: Date) => format.dateTime(at, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
  return (
    <FormDialog
      title={t('title', { name: view.customer.name })}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => snooze.mutate(new Date(custom))}
      error={snooze.error}
      saving={snooze.isPending}
      holdsEscape={choosing}
      ready={custom !== '' && new Date(custom).getTime() > Date.now()}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {(Object.keys(times) as Preset[]).map((key, i) => (
          <Button
            key={key}
            variant="default"
            justify="space-between"
            data-autofocus={i === 0 || undefined}
            rightSection={label(times[key])}
            onClick={() => snooze.mutate(times[key])}
          >
            {t(`preset.${key}`)}
          </Button>
        ))}
      </SimpleGrid>
      <Space h="sm" />
      <MomentField
        label={t('custom')}
        description={t('hint')}
        value={custom}
        onChange={setCustom}
        onOpen={setChoosing}
        earliest={new Date()}
      />
    </FormDialog>
  )
}
