'use client'

import { ActionIcon } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReportInput } from '@/server/modules/insights/contract'
import { sharedLink } from './shared-link'

/** Copies an address that shows a colleague the same numbers, tomorrow as well. */
export function ShareButton({ input }: { input: ReportInput }) {
  const t = useTranslations('insights.reports')
  const clipboard = useClipboard({ timeout: 2_000 })
  const label = clipboard.copied ? t('copied') : t('copyLink')
  return (
    <ActionIcon
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => clipboard.copy(sharedLink(window.location.href, input))}
    >
      {clipboard.copied ? <IconCheck size={18} /> : <IconLink size={18} />}
    </ActionIcon>
  )
}
