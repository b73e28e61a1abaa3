'use client'

import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'

const most = 100
const named = 8

type Props = {
  agent: { id: string; name: string }
  to: string
  /** Places that the chosen agent has; null where no agent is chosen. */
  free: number | null
}

/** Which conversations will move, and whether they fit, before it is done. */
export function ReassignPreview({ agent, to, free }: Props) {
  const t = useTranslations('oversight.act.preview')
  const trpc = useTRPC()
  const allowed = useCan()('monitor.read')
  const held = useQuery({
    ...trpc.insights.monitorRows.queryOptions({ of: 'held', agentId: agent.id, limit: most }),
    enabled: allowed,
    refetchInterval: 4_000,
  })
  if (!allowed) return null
  if (held.isPending) return <Skeleton height={60} />
  if (held.data?.kind !== 'conversations') return null
  const { rows, total } = held.data
  const beyond = free === null ? 0 : Math.max(0, total - free)
  return (
    <div aria-live="polite">
      <Text size="sm">{t('count', { count: total })}</Text>
      <ul style={{ margin: '4px 0', paddingInlineStart: 20, fontSize: 13 }}>
        {rows.slice(0, named).map((row) => (
          <li key={row.conversationId}>
            {row.group === null
              ? t('one', { number: row.number, customer: row.customer })
              : t('oneOf', { number: row.number, customer: row.customer, group: row.group })}
          </li>
        ))}
        {total > named && <li>{t('others', { count: total - named })}</li>}
      </ul>
      <Text size="sm" c={beyond > 0 ? 'var(--swy-text-late)' : 'dimmed'}>
        {beyond > 0
          ? t('beyond', { free: free ?? 0, beyond })
          : to === 'dispatch'
            ? t('dispatch')
            : to.startsWith('group')
              ? t('group')
              : t('fits')}
      </Text>
    </div>
  )
}
