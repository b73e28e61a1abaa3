'use client'

import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { IconPhoneCalling } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError } from '@/components/client/api'
import { useCan } from '@/components/client/me'
import { CallBackDialog } from '@/components/features/tickets/call-backs/call-back-dialog'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { callBackAbout } from '../work/call-back-about'
import { WrapUpPicker } from './wrap-up-picker'

const failed = 'var(--swy-text-failed)'

type Props = { view: View; opened: boolean; onClose: () => void; onDone: (view: View) => void }

/** Ends a conversation with its wrap-up; of an ended one it changes the wrap-up only. */
export function EndDialog({ view, opened, onClose, onDone }: Props) {
  const t = useTranslations('workspace.end')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        view.endedAt
          ? t('wrapUpTitle', { name: view.customer.name })
          : t('title', { name: view.customer.name })
      }
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <EndForm view={view} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

function EndForm({ view, onClose, onDone }: Omit<Props, 'opened'>) {
  const t = useTranslations('workspace.end')
  const work = useTranslations('workspace.work')
  const failure = useFailureText()
  const [wrapUpId, setWrapUpId] = useState<string | null>(view.wrapUp?.id ?? null)
  const [note, setNote] = useState('')
  const [calling, setCalling] = useState(false)
  const may = useCan()
  const ended = view.endedAt !== null
  const end = useMutation({
    mutationFn: () => {
      const body = { wrapUpId: wrapUpId ?? undefined, note: note.trim() || undefined }
      return ended ? agentApi.wrapUp(view.id, body) : agentApi.end(view.id, body)
    },
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  const refused = end.error instanceof ApiError && end.error.fields.some(({ path }) => path === 'wrapUpId')
  const required = ended || view.closing.wrapUpRequired || refused
  const missing = required && !wrapUpId
  // Instead of the form, whose words stay: a form cannot stand inside another.
  if (calling) return <CallBackDialog about={callBackAbout(view)} onClose={() => setCalling(false)} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        end.mutate()
      }}
    >
      <WrapUpPicker value={wrapUpId} onChange={setWrapUpId} required={required} />
      <Textarea
        mt="sm"
        label={t('note')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {!ended && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('what')}
        </Text>
      )}
      {!ended && missing && (
        <Text size="sm" mt="xs" role={refused ? 'alert' : undefined} c={refused ? failed : undefined}>
          {t('required')}
        </Text>
      )}
      {end.isError && !refused && (
        <Text role="alert" mt="xs" size="sm" c={failed}>
          {failure(end.error)}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        {may('tickets.edit') && (
          <Button
            variant="subtle"
            me="auto"
            leftSection={<IconPhoneCalling size={16} />}
            onClick={() => setCalling(true)}
          >
            {work('act.callBack')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={end.isPending} disabled={missing}>
          {ended ? t('save') : wrapUpId || required ? t('submit') : t('submitWithout')}
        </Button>
      </Group>
    </form>
  )
}
