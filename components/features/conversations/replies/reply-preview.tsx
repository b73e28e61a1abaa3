'use client'

import { Code, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import {
  fillReply,
  type ReplyValues,
  replyVariables,
  unknownVariables,
} from '@/server/modules/conversations/contract'

/** How it reads for a made-up customer, and what can be filled in. */
export function ReplyPreview({ text }: { text: string }) {
  const t = useTranslations('quickReplies')
  const example: ReplyValues = {
    'customer.name': t('example.customer'),
    'customer.email': 'lin@example.com',
    'customer.phone': '+49 30 901820',
    'agent.name': t('example.agent'),
    'conversation.number': '20413',
    'order.id': 'A-1017',
    'channel.name': t('example.channel'),
    'group.name': t('example.group'),
  }
  const unknown = unknownVariables(text)
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t('preview')}
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {fillReply(text, example).text || '–'}
        </Text>
        {unknown.length > 0 && (
          <Text size="sm" c="var(--swy-text-late)" role="status" mt="xs">
            {t('unknown', { names: unknown.map((name) => `{{${name}}}`).join(', ') })}
          </Text>
        )}
      </div>
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t('variables')}
        </Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t('variablesHint')}
        </Text>
        <Stack gap={4}>
          {replyVariables.map((name) => (
            <div key={name}>
              <Code>{`{{${name}}}`}</Code>
            </div>
          ))}
        </Stack>
      </div>
    </Stack>
  )
}
