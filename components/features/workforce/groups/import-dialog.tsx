'use client'

import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ImportDialog } from '@/components/patterns/import-dialog'
import { csvLimits } from '@/server/modules/workforce/contract'
import { useRefreshWorkforce } from './use-groups'

export function ImportGroupsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('groups.import')
  const client = useTRPCClient()
  const refresh = useRefreshWorkforce()
  return (
    <ImportDialog
      title={t('title')}
      purpose={t('purpose')}
      template={{ href: '/api/groups/export', label: t('template') }}
      limits={csvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={({ created, updated }) => t('done', { created, updated })}
      run={async (csv, dryRun) => {
        const report = await client.workforce.importGroups.mutate({ csv, dryRun })
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={refresh}
      onClose={onClose}
    />
  )
}
