'use client'

import { Drawer, Select, Skeleton, Stack, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import type { ServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import {
  type QuickReplyInput,
  type QuickReplyView,
  quickReplyInput,
  type ReplyScope,
} from '@/server/modules/conversations/contract'
import { ReplyPreview } from './reply-preview'

type Props = {
  /** null = a new one. */
  id: string | null
  /** Where a new one begins from. */
  copyOf?: string | null
  mayChange: (row: QuickReplyView) => boolean
  onClose: () => void
}

/** Reads the reply first, so that the form starts from what stands now. */
export function ReplyDrawer({ id, copyOf = null, mayChange, onClose }: Props) {
  const t = useTranslations('quickReplies')
  const trpc = useTRPC()
  const reply = useQuery({
    ...trpc.conversations.getQuickReply.queryOptions({ id: id ?? copyOf ?? '' }),
    enabled: id !== null || copyOf !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (id === null && copyOf === null) return <Editor stored={null} readOnly={false} onClose={onClose} />
  if (id === null && reply.data) {
    const from = { ...toForm(reply.data), shortcut: `${reply.data.shortcut.slice(0, 38)}-2` }
    return <Editor stored={null} from={from} readOnly={false} onClose={onClose} />
  }
  if (reply.data) return <Editor stored={reply.data} readOnly={!mayChange(reply.data)} onClose={onClose} />
  return (
    <Drawer opened onClose={onClose} position="right" size={960} title={t('title')}>
      {reply.isError ? (
        <FailedState error={reply.error} retry={() => void reply.refetch()} />
      ) : (
        <Late>
          <Skeleton h={240} />
        </Late>
      )}
    </Drawer>
  )
}

const empty: QuickReplyInput = { scope: 'own', groupId: null, shortcut: '', title: '', text: '' }

const toForm = ({ scope, groupId, shortcut, title, text }: QuickReplyInput): QuickReplyInput => ({
  ...{ scope, groupId, shortcut, title, text },
})

type Stored = QuickReplyInput & { id: string; version: number }
type EditorProps = {
  stored: Stored | null
  from?: QuickReplyInput
  readOnly: boolean
  onClose: () => void
}

function Editor({ stored, from = empty, readOnly, onClose }: EditorProps) {
  const words = useFieldWords()
  const t = useTranslations('quickReplies')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { server, problem } = useVersionedForm<QuickReplyInput, Stored>({
    ...{ stored, toForm, words },
    initialValues: stored ? toForm(stored) : from,
    schema: quickReplyInput,
    save: async (values, version) => {
      const reply = { ...values, groupId: values.scope === 'group' ? values.groupId : null }
      const { conversations } = client
      if (stored) await conversations.updateQuickReply.mutate({ id: stored.id, version, reply })
      else await conversations.createQuickReply.mutate(reply)
      await queries.invalidateQueries(trpc.conversations.pathFilter())
      notifications.show({ color: 'green', message: t('saved', { name: values.shortcut }) })
      onClose()
    },
  })
  const { form } = server
  return (
    <DrawerForm
      title={stored ? `/${stored.shortcut}` : t('new')}
      onClose={onClose}
      server={server}
      readOnly={readOnly}
      problem={problem}
      effect={<ReplyPreview text={form.values.text} />}
    >
      <Stack>
        <ScopeFields form={form} />
        <TextInput
          label={t('shortcut')}
          description={t('shortcutHint')}
          leftSection="/"
          maxLength={40}
          withAsterisk
          data-autofocus
          {...form.getInputProps('shortcut')}
        />
        <TextInput label={t('name')} maxLength={80} withAsterisk {...form.getInputProps('title')} />
        <Textarea
          label={t('text')}
          description={t('textHint')}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={4_000}
          withAsterisk
          {...form.getInputProps('text')}
        />
      </Stack>
    </DrawerForm>
  )
}

/** Only scopes that this person may write for. */
function ScopeFields({ form }: Pick<ServerForm<QuickReplyInput>, 'form'>) {
  const t = useTranslations('quickReplies')
  const trpc = useTRPC()
  const groups = useQuery(trpc.conversations.listReplyGroups.queryOptions()).data ?? []
  const all = useMe().permissions['replies.write'] === 'all'
  const scopes: ReplyScope[] = [
    'own',
    ...(groups.length > 0 ? (['group'] as const) : []),
    ...(all ? (['all'] as const) : []),
  ]
  if (!scopes.includes(form.values.scope)) scopes.push(form.values.scope)
  return (
    <>
      <Select
        label={t('scopeTitle')}
        data={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('scope')}
        onChange={(value) => {
          const scope = value as ReplyScope
          form.setFieldValue('scope', scope)
          if (scope !== 'group') form.setFieldValue('groupId', null)
        }}
      />
      {form.values.scope === 'group' && (
        <Select
          label={t('group')}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          withAsterisk
          {...form.getInputProps('groupId')}
        />
      )}
    </>
  )
}
