'use client'

import { Anchor, Code, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { Copy } from '@/components/patterns/copy/copy'
import type { ChannelForm } from './form-values'
import { WindowPreview } from './window-preview'

type Props = { values: ChannelForm; publicKey: string | null }

const never = () => () => {}

/** The window as it will be, and what a site has to paste. */
export function ChannelEffect({ values, publicKey }: Props) {
  const t = useTranslations('channels')
  const here = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  )
  const snippet = `<script src="${here}/widget.js" data-channel="${publicKey}" data-color="${values.color}" async></script>`
  return (
    <Stack gap="md">
      <Title order={3}>{t('preview.title')}</Title>
      <WindowPreview values={values} />
      {values.kind === 'web' && (
        <div>
          <Group justify="space-between" gap="xs">
            <Title order={3}>{t('snippet.title')}</Title>
            {publicKey && <Copy value={snippet} label={t('snippet.copy')} />}
          </Group>
          {publicKey ? (
            <>
              <Text size="sm" c="dimmed" mb={6}>
                {t('snippet.hint')}
              </Text>
              <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
                {snippet}
              </Code>
              <Anchor href={`/c/${publicKey}`} target="_blank" rel="noopener" size="sm">
                {t('snippet.open')}
              </Anchor>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {t('snippet.saveFirst')}
            </Text>
          )}
        </div>
      )}
    </Stack>
  )
}
