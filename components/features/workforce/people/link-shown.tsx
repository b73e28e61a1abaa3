'use client'

import { ActionIcon, Alert, CopyButton, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconMail, IconMailOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { When } from '@/components/patterns/time/when'
import type { MadeLink } from '@/server/modules/workforce/contract'

/** The only sight of a link, and whether a mail is on its way. */
export function LinkShown({ link }: { link: MadeLink }) {
  const t = useTranslations('people.link')
  const url = `${location.origin}${link.path}`
  return (
    <Stack gap="md">
      {link.mailed !== null && (
        <Alert
          color={link.mailed ? 'green' : 'amber'}
          icon={link.mailed ? <IconMail size={18} /> : <IconMailOff size={18} />}
          role="status"
        >
          {t(link.mailed ? 'mailed' : 'notMailed')}
        </Alert>
      )}
      <Text size="md">{t('once')}</Text>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <TextInput
            label={t('address')}
            value={url}
            readOnly
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
            rightSection={
              <ActionIcon aria-label={t(copied ? 'copied' : 'copy')} onClick={copy}>
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            }
          />
        )}
      </CopyButton>
      <Text size="sm" c="dimmed">
        {t('until')} <When at={link.expiresAt} />
      </Text>
    </Stack>
  )
}
