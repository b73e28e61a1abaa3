'use client'

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { AlarmView } from '@/server/modules/oversight/contract'
import { useAcknowledge } from './use-acknowledge'
import { useAlarmText } from './use-alarm-text'

export function AcknowledgeDialog({ alarm, onClose }: { alarm: AlarmView; onClose: () => void }) {
  const t = useTranslations('oversight.acknowledge')
  const form = useTranslations('form')
  const text = useAlarmText()
  const acknowledge = useAcknowledge()
  const [note, setNote] = useState('')
  const [saving, setSaving] = useState(false)
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': form('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setSaving(true)
          void acknowledge(alarm.id, note).then(onClose)
        }}
      >
        <Stack>
          <Text>{text(alarm)}</Text>
          <Text size="sm" c="dimmed">
            {t('hint')}
          </Text>
          <Textarea
            label={t('note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={1_000}
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={saving}>
              {form('cancel')}
            </Button>
            <Button type="submit" loading={saving}>
              {t('do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
