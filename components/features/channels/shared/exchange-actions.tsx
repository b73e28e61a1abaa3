'use client'

import { Button } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
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
  const [importing, setImporting] = useState(false)
  return (
    <>
      <Button component="a" href={href} download variant="default" leftSection={<IconDownload size={16} />}>
        {t(`export.${what}`)}
      </Button>
      {mayWrite && (
        <Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => setImporting(true)}>
          {t(`import.${what}`)}
        </Button>
      )}
      {children}
      {importing && <ImportCsvDialog what={what} onClose={() => setImporting(false)} />}
    </>
  )
}
