'use client'

import { ActionIcon } from '@mantine/core'
import { IconQuote, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Message, View } from '../live/live-state'
import classes from './writing.module.css'

type Props = { quoted: Message | null; view: View; onClear: () => void }

/** Which message the next one answers. */
export function QuoteBar({ quoted, view, onClear }: Props) {
  const t = useTranslations('workspace.quote')
  const log = useTranslations('workspace.message')
  if (!quoted) return null
  const name = quoted.senderKind === 'customer' ? view.customer.name : (quoted.senderName ?? log('agent'))
  return (
    <div className={classes.quoteBar}>
      <IconQuote size={16} aria-hidden />
      <span className={classes.quoteText}>
        <b>{t('answering', { name })}</b> {quoted.text || quoted.attachment?.name}
      </span>
      <ActionIcon size="md" aria-label={t('clear')} onClick={onClear}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
