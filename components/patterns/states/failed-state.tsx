'use client'

import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useFailureText } from './failure-text'
import { StateMessage } from './state-message'

/** What failed, what is safe, a way to try again, and what to quote when asking for help. */
export function FailedState({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('states')
  const text = useFailureText()
  const { reference } = toFailure(error)
  return (
    <StateMessage
      icon={IconAlertTriangle}
      role="alert"
      title={t('failed')}
      hint={
        <>
          {text(error)} {t('safe')}
          {reference && (
            <Text size="sm" ff="monospace" mt={4}>
              {t('reference', { reference })}
            </Text>
          )}
        </>
      }
      action={
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={retry}>
          {t('retry')}
        </Button>
      }
    />
  )
}
