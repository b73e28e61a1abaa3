'use client'

import { Alert, Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { FollowUpView } from '@/server/modules/oversight/contract'

export function FollowUpDialog({ rating, onClose }: { rating: FollowUpView; onClose: () => void }) {
  const t = useTranslations('oversight.follow')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const [note, setNote] = useState('')
  const saving = useMutation(
    trpc.oversight.followUp.mutationOptions({
      onSuccess: () => {
        notifications.show({ color: 'green', message: t('saved') })
        onClose()
      },
      onSettled: () => queries.invalidateQueries(trpc.oversight.pathFilter()),
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { number: rating.number })}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate({ conversationId: rating.id, note })
        }}
      >
        <Stack>
          {saving.isError && (
            <Alert color="red" role="alert">
              {failure(saving.error)}
            </Alert>
          )}
          <Textarea
            label={t('note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={1_000}
            autosize
            minRows={3}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {form('cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={note.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
