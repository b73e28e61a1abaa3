'use client'

import { notifications } from '@mantine/notifications'
import {
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconHistory,
  IconListDetails,
  IconPencil,
} from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type WebhookView, webhookSettings } from '@/server/modules/integrations/contract'

type Props = {
  row: WebhookView
  onOpen: () => void
  onCopy: () => void
  onDeliveries: () => void
  onHistory: () => void
}

export function WebhookMenu({ row, onOpen, onCopy, onDeliveries, onHistory }: Props) {
  const t = useTranslations('webhooks')
  const enable = useEnable()
  return (
    <RowMenu
      name={row.name}
      acts={[
        { key: 'edit', label: t('edit'), icon: IconPencil, onClick: onOpen },
        { key: 'deliveries', label: t('deliveries'), icon: IconListDetails, onClick: onDeliveries },
        { key: 'copy', label: t('duplicate'), icon: IconCopy, onClick: onCopy },
        { key: 'history', label: t('history'), icon: IconHistory, onClick: onHistory },
        {
          key: 'enable',
          label: t(row.enabled ? 'disable' : 'enable'),
          icon: row.enabled ? IconCircleOff : IconCircleCheck,
          onClick: () => void enable(row),
        },
      ]}
    />
  )
}

/** What is stored of it, without what is only shown. */
export const settingsOf = ({ name, url, events, channelIds, internal, enabled }: WebhookView) =>
  webhookSettings.parse({ name, url, events, channelIds, internal, enabled })

function useEnable() {
  const t = useTranslations('webhooks')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (row: WebhookView) => {
    const webhook = { ...settingsOf(row), enabled: !row.enabled }
    try {
      await client.integrations.updateWebhook.mutate({ id: row.id, version: row.version, webhook })
      notifications.show({ color: 'green', message: t(row.enabled ? 'disabledNow' : 'enabledNow') })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
}

export function WebhookHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.integrations.webhookHistory.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.integrations.restoreWebhook.mutate({ entryId })
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
