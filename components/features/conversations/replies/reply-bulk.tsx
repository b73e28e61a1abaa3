'use client'

import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconTrash, IconUsers } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { QuickReplyView } from '@/server/modules/conversations/contract'

const look = { size: 'compact-sm', variant: 'default' } as const

/** The ticked replies: for whom they are kept, as a file, or away with them. */
export function ReplyBulk({ rows, onDone }: { rows: QuickReplyView[]; onDone: () => void }) {
  const t = useTranslations('quickReplies')
  const trpc = useTRPC()
  const change = useChange(rows, onDone)
  const confirm = useConfirm()
  const groups = useQuery(trpc.conversations.listReplyGroups.queryOptions()).data ?? []
  const all = useMe().permissions['replies.write'] === 'all'
  const remove = async () => {
    const title = t('bulk.removeTitle', { count: rows.length })
    if (await confirm({ title, body: t('removeBody'), confirm: t('remove'), danger: true })) {
      await change({ kind: 'delete' })
    }
  }
  return (
    <>
      {(all || groups.length > 0) && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button {...look} leftSection={<IconUsers size={14} />}>
              {t('bulk.keepFor')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {all && (
              <Menu.Item onClick={() => void change({ kind: 'keep_for', scope: 'all', groupId: null })}>
                {t('scope.all')}
              </Menu.Item>
            )}
            {groups.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => void change({ kind: 'keep_for', scope: 'group', groupId: id })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button
        {...look}
        component="a"
        href={`/api/quick-replies/export?ids=${rows.map(({ id }) => id).join(',')}`}
        download
        leftSection={<IconDownload size={14} />}
      >
        {t('export')}
      </Button>
      <Button {...look} leftSection={<IconTrash size={14} />} onClick={() => void remove()}>
        {t('remove')}
      </Button>
    </>
  )
}

type Act = { kind: 'delete' } | { kind: 'keep_for'; scope: 'group' | 'all'; groupId: string | null }

function useChange(rows: QuickReplyView[], onDone: () => void) {
  const t = useTranslations('quickReplies')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (act: Act) => {
    try {
      const replies = rows.map(({ id, version }) => ({ id, version }))
      await client.conversations.changeQuickReplies.mutate({ replies, act })
      notifications.show({ color: 'green', message: t('bulk.done', { count: rows.length }) })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.conversations.pathFilter())
  }
}
