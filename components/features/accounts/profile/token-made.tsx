'use client'

import { Alert, Button, Code, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

/** The only sight of a token. */
export function TokenMade({ token }: { token: string }) {
  const t = useTranslations('profile')
  return (
    <Alert color="green" icon={<IconKey size={18} />} title={t('tokenMade')} role="status">
      <Group gap="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>{token}</Code>
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}
