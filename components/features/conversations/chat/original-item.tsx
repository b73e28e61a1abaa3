'use client'

import { Menu, Text } from '@mantine/core'
import { useModals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { IconEye } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { Message } from '../live/live-state'

/** What a masked message said, for those who may see it; each look is on record. */
export function OriginalItem({ message }: { message: Message }) {
  const t = useTranslations('workspace.message')
  const trpc = useTRPC()
  const modals = useModals()
  const text = useFailureText()
  const allowed = useCan()('customers.unmask')
  const show = useMutation(
    trpc.conversations.showOriginal.mutationOptions({
      onSuccess: (original) =>
        modals.openModal({
          title: t('original'),
          children: (
            <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {original.text}
            </Text>
          ),
        }),
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  if (!allowed || !message.text.includes('**')) return null
  return (
    <Menu.Item leftSection={<IconEye size={16} />} onClick={() => show.mutate({ messageId: message.id })}>
      {t('showOriginal')}
    </Menu.Item>
  )
}
