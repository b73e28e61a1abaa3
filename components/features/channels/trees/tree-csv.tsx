'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ImportDialog } from '@/components/patterns/import-dialog'
import { type Tree, treeCsvLimits } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

/** The tree as a file, and a file as a tree. */
export function TreeCsv({ tree, mayWrite }: { tree: Tree; mayWrite: boolean }) {
  const t = useTranslations('trees.csv')
  const [importing, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        component="a"
        href={`/api/trees/export?tree=${tree}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        {t('export')}
      </Button>
      {mayWrite && (
        <Button variant="default" leftSection={<IconUpload size={16} />} onClick={dialog.open}>
          {t('import')}
        </Button>
      )}
      {importing && <TreeImport tree={tree} onClose={dialog.close} />}
    </>
  )
}

function TreeImport({ tree, onClose }: { tree: Tree; onClose: () => void }) {
  const t = useTranslations('trees.csv')
  const client = useTRPCClient()
  return (
    <ImportDialog
      title={t('title')}
      purpose={t('purpose')}
      template={{ href: `/api/trees/export?tree=${tree}`, label: t('template') }}
      limits={treeCsvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={(counts) => t('done', counts)}
      run={(csv, dryRun) => client.channels.importTree.mutate({ tree, csv, dryRun })}
      onApplied={useRefreshChannels()}
      onClose={onClose}
    />
  )
}
