'use client'

import { useTranslations } from 'next-intl'
import { ExchangeButtons } from '@/components/patterns/import-dialog'
import { ImportRepliesDialog } from './import-replies-dialog'

/** The list as a file, and a file as replies. */
export function RepliesCsv({ search, scope }: { search: string; scope: string | null }) {
  const t = useTranslations('quickReplies')
  const query = new URLSearchParams({ ...(search && { search }), ...(scope && { scope }) })
  return (
    <ExchangeButtons
      href={`/api/quick-replies/export?${query}`}
      exportLabel={t('export')}
      importLabel={t('import.open')}
      dialog={(close) => <ImportRepliesDialog onClose={close} />}
    />
  )
}
