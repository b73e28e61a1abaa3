'use client'

import { List, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { HandOverResult } from '@/server/modules/dispatch/contract'

/** What became of each conversation. */
export function HandedOver({ results }: { results: HandOverResult[] }) {
  const t = useTranslations('people.disable')
  return (
    <List size="sm" spacing={6}>
      {results.map((one) => (
        <List.Item key={one.conversationId}>
          <b>
            {one.number} {one.customerName}
          </b>{' '}
          <Text span size="sm">
            <Fate one={one} say={t} />
          </Text>
        </List.Item>
      ))}
    </List>
  )
}

type Say = ReturnType<typeof useTranslations<'people.disable'>>

function Fate({ one, say }: { one: HandOverResult; say: Say }) {
  const group = one.groupName ?? ''
  if (one.error) return <>{say('stays')}</>
  if (one.agentName) return <>{say('given', { name: one.agentName })}</>
  return <>{say(one.outcome === 'queue' ? 'queued' : 'left', { group })}</>
}
