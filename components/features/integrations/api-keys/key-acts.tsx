'use client'

import { notifications } from '@mantine/notifications'
import { IconBan, IconCopy, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ApiKeyView } from '@/server/modules/integrations/contract'

type Props = { row: ApiKeyView; onOpen: () => void; onCopy: () => void; onHistory: () => void }

export function KeyMenu({ row, onOpen, onCopy, onHistory }: Props) {
  const t = useTranslations('apiKeys')
  const end = useEndKey()
  const revoked = row.state === 'revoked'
  return (
    <RowMenu
      name={row.name}
      acts={[
        { key: 'edit', label: t('edit'), icon: IconPencil, onClick: onOpen },
        { key: 'copy', label: t('duplicate'), icon: IconCopy, onClick: onCopy },
        { key: 'history', label: t('history'), icon: IconHistory, onClick: onHistory },
        {
          key: 'end',
          label: t(revoked ? 'delete' : 'revoke'),
          icon: revoked ? IconTrash : IconBan,
          onClick: () => void end(row),
        },
      ]}
    />
  )
}

/** Revokes a key that opens something, deletes one that opens nothing any more. Answers whether it was done. */
export function useEndKey(): (row: ApiKeyView) => Promise<boolean> {
  const t = useTranslations('apiKeys')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async ({ id, version, name, state }) => {
    const what = state === 'revoked' ? 'delete' : 'revoke'
    const verb = t(what === 'delete' ? 'delete' : 'revoke')
    const question = { title: t(`${what}Title`, { name }), body: t(`${what}Body`), confirm: verb }
    if (!(await confirm({ ...question, danger: true }))) return false
    const { deleteApiKey, revokeApiKey } = client.integrations
    let done = true
    try {
      await (what === 'delete' ? deleteApiKey : revokeApiKey).mutate({ id, version })
      notifications.show({ color: 'green', message: t(`${what}d`) })
    } catch (error) {
      done = false
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.integrations.pathFilter())
    return done
  }
}

export function KeyHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.integrations.apiKeyHistory.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.integrations.restoreApiKey.mutate({ entryId })
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
