'use client'

import {
  ActionIcon,
  Badge,
  Button,
  FileButton,
  Group,
  SegmentedControl,
  Select,
  Text,
  Textarea,
} from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { upload } from '@/components/features/conversations/live/upload'
import { type TicketStatus, type TicketView, ticketStatuses } from '@/server/modules/tickets/contract'
import { newClientKey } from './client-key'
import classes from './ticket.module.css'
import { useRefreshTickets, useRefusalText } from './use-change'

type File = { id: string; name: string }

/** A word to the customer, or a note among colleagues; with it the status can change. */
export function CommentBox({ ticket }: { ticket: TicketView }) {
  const t = useTranslations('tickets')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const refusal = useRefusalText()
  const [clientKey, setKey] = useState(newClientKey)
  const [isPublic, setPublic] = useState(ticket.customer !== null)
  const [text, setText] = useState('')
  const [status, setStatus] = useState<TicketStatus | null>(null)
  const [files, setFiles] = useState<File[]>([])
  const attach = useMutation({
    mutationFn: (file: globalThis.File) => upload(file, { onProgress: () => {} }),
    onSuccess: (file) => setFiles((before) => [...before, file]),
  })
  const send = useMutation({
    mutationFn: () =>
      client.tickets.comment.mutate({
        ...{ id: ticket.id, clientKey, text: text.trim(), public: isPublic },
        attachmentIds: files.map(({ id }) => id),
        ...(status && { status }),
      }),
    onSuccess: () => {
      setText('')
      setFiles([])
      setStatus(null)
      setKey(newClientKey())
    },
    onSettled: refresh,
  })
  const error = send.error ?? attach.error
  return (
    <form
      aria-label={t('comment')}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() && !send.isPending) send.mutate()
      }}
    >
      <SegmentedControl
        mt="md"
        mb="xs"
        size="xs"
        aria-label={t('commentTo')}
        value={isPublic ? 'public' : 'internal'}
        onChange={(value) => setPublic(value === 'public')}
        data={[
          { value: 'public', label: t('public'), disabled: ticket.customer === null },
          { value: 'internal', label: t('internal') },
        ]}
      />
      <Textarea
        aria-label={t('comment')}
        placeholder={isPublic ? t('commentPublic') : t('commentInternal')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={8_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      <Staged files={files} onDrop={(id) => setFiles(files.filter((file) => file.id !== id))} />
      {error && (
        <Text role="alert" size="sm" mt={4} c="var(--swy-text-failed)">
          {refusal(error)}
        </Text>
      )}
      <Group mt="xs" gap="xs">
        <Button type="submit" loading={send.isPending} disabled={!text.trim() || attach.isPending}>
          {isPublic ? t('send') : t('note')}
        </Button>
        <AttachButton loading={attach.isPending} onFile={(file) => attach.mutate(file)} />
        <Select
          aria-label={t('then')}
          placeholder={t('keepStatus')}
          clearable
          w={180}
          data={ticketStatuses
            .filter((value) => value !== 'new' && value !== ticket.status)
            .map((value) => ({ value, label: t(`status.${value}`) }))}
          value={status}
          onChange={(value) => setStatus(value as TicketStatus | null)}
        />
      </Group>
    </form>
  )
}

/** Uploads are an agent's; whoever is none writes without files. */
function AttachButton({ loading, onFile }: { loading: boolean; onFile: (file: globalThis.File) => void }) {
  const t = useTranslations('tickets')
  const { agentId } = useMe()
  if (!agentId) return null
  return (
    <FileButton onChange={(file) => file && onFile(file)}>
      {(props) => (
        <ActionIcon {...props} size="lg" loading={loading} aria-label={t('attach')}>
          <IconPaperclip size={18} />
        </ActionIcon>
      )}
    </FileButton>
  )
}

function Staged({ files, onDrop }: { files: File[]; onDrop: (id: string) => void }) {
  const t = useTranslations('tickets')
  if (files.length === 0) return null
  return (
    <div className={classes.facts}>
      {files.map(({ id, name }) => (
        <Badge
          key={id}
          variant="light"
          color="gray"
          tt="none"
          rightSection={
            <ActionIcon size="xs" aria-label={t('dropFile', { name })} onClick={() => onDrop(id)}>
              <IconX size={12} />
            </ActionIcon>
          }
        >
          {name}
        </Badge>
      ))}
    </div>
  )
}
