'use client'

import { Code, Group, Stack, Text } from '@mantine/core'
import { useModals } from '@mantine/modals'
import { useTranslations } from 'next-intl'
import { Copy } from './copy'

/** The only sight of a secret: stays until it is closed on purpose. */
export function useShowSecret(): (title: string, secret: string, how: string) => void {
  const modals = useModals()
  const words = useTranslations('form')
  return (title, secret, how) =>
    modals.openModal({
      title,
      children: <SecretShown secret={secret} how={how} />,
      closeOnClickOutside: false,
      closeButtonProps: { 'aria-label': words('close') },
    })
}

function SecretShown({ secret, how }: { secret: string; how: string }) {
  const t = useTranslations('form')
  return (
    <Stack gap="sm">
      <Text>{t('shownOnce')}</Text>
      <Group gap={6} wrap="nowrap">
        <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <Copy value={secret} label={t('copySecret')} />
      </Group>
      <Text size="sm" c="dimmed">
        {how}
      </Text>
    </Stack>
  )
}
