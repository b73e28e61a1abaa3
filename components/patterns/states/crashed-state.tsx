'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconBug, IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StateMessage } from './state-message'

/** A page that failed while it was drawn; Next gives the digest, which the server's log has too. */
export function CrashedState({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('states')
  return (
    <StateMessage
      icon={IconBug}
      role="alert"
      title={t('crashed')}
      hint={
        <>
          {t('safe')}
          {error.digest && (
            <Text size="sm" ff="monospace" mt={4}>
              {t('reference', { reference: error.digest })}
            </Text>
          )}
        </>
      }
      action={
        <Group gap="xs">
          <Button leftSection={<IconRefresh size={16} />} onClick={reset}>
            {t('retry')}
          </Button>
          <Button variant="default" component={Link} href="/">
            {t('home')}
          </Button>
        </Group>
      }
    />
  )
}
