'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ExchangeButtons } from '@/components/patterns/import-dialog'
import { ImportCsvDialog } from './import-csv-dialog'

type Props = {
  what: 'channels' | 'holidays'
  /** Where the file comes from, with the filter of the list. */
  href: string
  /** Who may only read exports, and does not import. */
  mayWrite: boolean
  children: ReactNode
}

/** Out as a file, back in from a file, and whatever else the page can do. */
export function ExchangeActions({ what, href, mayWrite, children }: Props) {
  const t = useTranslations('channels.exchange')
  return (
    <ExchangeButtons
      href={href}
      exportLabel={t(`export.${what}`)}
      importLabel={t(`import.${what}`)}
      mayImport={mayWrite}
      dialog={(close) => <ImportCsvDialog what={what} onClose={close} />}
    >
      {children}
    </ExchangeButtons>
  )
}
