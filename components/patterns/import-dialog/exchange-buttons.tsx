'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = {
  /** Where the file comes from, with the filter of the list. */
  href: string
  exportLabel: string
  importLabel: string
  /** Who may only read exports, and does not import. */
  mayImport?: boolean
  dialog: (close: () => void) => ReactNode
  /** Whatever else the page can do. */
  children?: ReactNode
}

/** A list out as a file, and back in from a file. */
export function ExchangeButtons({
  href,
  exportLabel,
  importLabel,
  mayImport = true,
  dialog,
  children,
}: Props) {
  const [importing, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button component="a" href={href} download variant="default" leftSection={<IconDownload size={16} />}>
        {exportLabel}
      </Button>
      {mayImport && (
        <Button variant="default" leftSection={<IconUpload size={16} />} onClick={open}>
          {importLabel}
        </Button>
      )}
      {children}
      {importing && dialog(close)}
    </>
  )
}
