'use client'

import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBeach } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { addExceptionsInput, type CalendarRow } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

type Props = { rows: CalendarRow[]; onDone: () => void }

/** A day on which all ticked hours are closed. */
export function BulkHoliday({ rows, onDone }: Props) {
  const t = useTranslations('hours')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconBeach size={14} />}
        onClick={() => setOpen(true)}
      >
        {t('bulk.open')}
      </Button>
      {open && <Dialog rows={rows} onDone={onDone} onClose={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ rows, onDone, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('hours')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const [replace, setReplace] = useState(false)
  const input = addExceptionsInput.safeParse({
    ids: rows.map(({ id }) => id),
    exceptions: [{ date, name, spans: [] }],
    replace,
  })
  const add = useMutation({
    mutationFn: () => client.channels.addExceptions.mutate(addExceptionsInput.parse(input.data)),
    onSuccess: async ({ changed }) => {
      await refresh()
      const message = t('bulk.done', { changed, unchanged: rows.length - changed })
      notifications.show({ color: 'green', message })
      onClose()
      onDone()
    },
  })
  return (
    <FormDialog
      title={t('bulk.title', { count: rows.length })}
      submit={t('bulk.add')}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      error={add.error}
      saving={add.isPending}
      ready={input.success}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('bulk.hint')}
        </Text>
        <TextInput
          type="date"
          label={t('date')}
          required
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={t('occasion')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t('bulk.replace')}
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      </Stack>
    </FormDialog>
  )
}
