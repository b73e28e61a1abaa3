'use client'

import { List, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { GroupUses } from '@/server/modules/workforce/contract'

const kinds = ['channels', 'rules', 'overflowOf', 'children'] as const

/** Everything that still leads to a group, and what to do about it. */
export function UsesList({ uses }: { uses: GroupUses }) {
  const t = useTranslations('groups')
  const format = useFormatter()
  const conversations = uses.open + uses.past
  return (
    <Stack gap="sm">
      <List size="md" spacing="xs">
        {kinds
          .filter((kind) => uses[kind].length > 0)
          .map((kind) => (
            <List.Item key={kind}>{t(`uses.kind.${kind}`, { names: format.list(uses[kind]) })}</List.Item>
          ))}
        {uses.queued > 0 && <List.Item>{t('uses.queued', { count: uses.queued })}</List.Item>}
        {conversations > 0 && (
          <List.Item>{t('uses.conversations', { count: conversations, open: uses.open })}</List.Item>
        )}
      </List>
      <Text c="dimmed">{t('uses.advice')}</Text>
    </Stack>
  )
}
