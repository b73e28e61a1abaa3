'use client'

import { List, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { HandOverResult } from '@/server/modules/dispatch/contract'

/** What became of each conversation. */
export function HandedOver({ results }: { results: HandOverResult[] }) {
  return (
    <List size="sm" spacing={6}>
      {results.map((one) => (
        <List.Item key={one.conversationId}>
          <b>
            {one.number} {one.customerName}
          </b>{' '}
          <Text span size="sm">
            <Fate one={one} />
          </Text>
        </List.Item>
      ))}
    </List>
  )
}

function Fate({ one }: { one: HandOverResult }) {
  const t = useTranslations('people.disable')
  const group = one.groupName ?? ''
  if (one.error) return t('stays')
  if (one.agentName) return t('given', { name: one.agentName })
  return one.outcome === 'queue' ? t('queued', { group }) : t('left', { group })
}
