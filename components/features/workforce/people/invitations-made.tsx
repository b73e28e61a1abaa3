'use client'

import { Button, CopyButton, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { InvitedPeople } from '@/server/modules/workforce/contract'

/** How many went out, and the only sight of the links that no mail carries. */
export function InvitationsMade({ made: { links, skipped } }: { made: InvitedPeople }) {
  const t = useTranslations('people.invitations')
  const byHand = links.filter(({ mailed }) => !mailed)
  const lines = byHand.map(({ name, email, path }) => [name, email, `${location.origin}${path}`].join('\t'))
  return (
    <Stack gap="md" align="flex-start">
      <Text role="status">
        {t('made', { count: links.length, mailed: links.length - byHand.length })}{' '}
        {skipped > 0 && t('skipped', { count: skipped })}
      </Text>
      {byHand.length > 0 && (
        <>
          <Text>{t('byHand', { count: byHand.length })}</Text>
          <CopyButton value={lines.join('\n')}>
            {({ copied, copy }) => (
              <Button
                data-autofocus
                onClick={copy}
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              >
                {t(copied ? 'copied' : 'copy', { count: byHand.length })}
              </Button>
            )}
          </CopyButton>
        </>
      )}
    </Stack>
  )
}
