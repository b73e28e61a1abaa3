'use client'

import { ActionIcon, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { CustomerNoteView, CustomerView } from '@/server/modules/customers/contract'
import classes from './profile.module.css'

/** What colleagues should know; the customer never sees it. */
export function Notes({ customer }: { customer: CustomerView }) {
  const t = useTranslations('customers.notes')
  const can = useCan()
  const { client, done, failed } = useNoteActs()
  const [text, setText] = useState('')
  const add = useMutation({
    mutationFn: () => client.customers.addNote.mutate({ customerId: customer.id, text: text.trim() }),
    onSuccess: async () => {
      setText('')
      await done()
    },
    onError: failed,
  })
  return (
    <Stack gap="sm">
      {can('customers.edit') && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() && !add.isPending) add.mutate()
          }}
        >
          <Textarea
            aria-label={t('new')}
            placeholder={t('new')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={4_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.trim() !== '' && (
            <Group justify="flex-end" mt="xs">
              <Button type="submit" size="compact-md" loading={add.isPending}>
                {t('add')}
              </Button>
            </Group>
          )}
        </form>
      )}
      {customer.notes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {customer.notes.map((note) => (
        <Note key={`${note.id} ${note.version}`} note={note} />
      ))}
    </Stack>
  )
}

function useNoteActs() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  return {
    client,
    done: () => queries.invalidateQueries(trpc.customers.pathFilter()),
    failed: (error: unknown) => notifications.show({ color: 'red', message: failure(error) }),
  }
}

function Note({ note }: { note: CustomerNoteView }) {
  const t = useTranslations('customers.notes')
  const can = useCan()
  const confirm = useConfirm()
  const { client, done, failed } = useNoteActs()
  const [text, setText] = useState<string | null>(null)
  const of = { id: note.id, version: note.version }
  const save = useMutation({
    mutationFn: (said: string) => client.customers.updateNote.mutate({ ...of, text: said }),
    onSuccess: done,
    onError: failed,
  })
  const remove = async () => {
    const question = { title: t('removeTitle'), body: t('removeBody'), confirm: t('remove'), danger: true }
    if (await confirm(question)) await client.customers.deleteNote.mutate(of).then(done, failed)
  }
  const mayChange = can('customers.edit') && (note.own || can('customers.edit', {}))
  return (
    <article className={classes.note}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed">
          {note.author} · <When at={note.createdAt} />
          {note.version > 1 && ` · ${t('changed')}`}
        </Text>
        {mayChange && text === null && (
          <Group gap={2} wrap="nowrap">
            <ActionIcon size="sm" variant="subtle" aria-label={t('edit')} onClick={() => setText(note.text)}>
              <IconPencil size={14} />
            </ActionIcon>
            <ActionIcon size="sm" variant="subtle" aria-label={t('remove')} onClick={() => void remove()}>
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {text === null ? (
        <p className={classes.noteText}>{note.text}</p>
      ) : (
        <>
          <Textarea
            aria-label={t('edit')}
            autosize
            minRows={2}
            maxLength={4_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={() => setText(null)}>
              {t('cancel')}
            </Button>
            <Button
              size="compact-sm"
              disabled={text.trim() === ''}
              loading={save.isPending}
              onClick={() => save.mutate(text.trim())}
            >
              {t('save')}
            </Button>
          </Group>
        </>
      )}
    </article>
  )
}
