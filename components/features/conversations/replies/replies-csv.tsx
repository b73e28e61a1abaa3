'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ImportRepliesDialog } from './import-replies-dialog'

/** The list as a file, and a file as replies. */
export function RepliesCsv({ search, scope }: { search: string; scope: string | null }) {
  const t = useTranslations('quickReplies')
  const [importing, dialog] = useDisclosure(false)
  const query = new URLSearchParams({ ...(search && { search }), ...(scope && { scope }) })
  return (
    <>
      <Button
        component="a"
        href={`/api/quick-replies/export?${query}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        {t('export')}
      </Button>
      <Button variant="default" leftSection={<IconUpload size={16} />} onClick={dialog.open}>
        {t('import.open')}
      </Button>
      {importing && <ImportRepliesDialog onClose={dialog.close} />}
    </>
  )
}
