'use client'

import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ExchangeButtons, ImportDialog } from '@/components/patterns/import-dialog'
import { type Tree, treeCsvLimits } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

/** The tree as a file, and a file as a tree. */
export function TreeCsv({ tree, mayWrite }: { tree: Tree; mayWrite: boolean }) {
  const t = useTranslations('trees.csv')
  return (
    <ExchangeButtons
      href={`/api/trees/export?tree=${tree}`}
      exportLabel={t('export')}
      importLabel={t('import')}
      mayImport={mayWrite}
      dialog={(close) => <TreeImport tree={tree} onClose={close} />}
    />
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
