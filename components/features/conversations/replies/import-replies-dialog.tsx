'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ImportDialog } from '@/components/patterns/import-dialog'
import { csvLimits } from '@/server/modules/workforce/contract'

export function ImportRepliesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('quickReplies.import')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return (
    <ImportDialog
      title={t('title')}
      purpose={t('purpose')}
      template={{ href: '/api/quick-replies/export', label: t('template') }}
      limits={csvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={({ created, updated }) => t('done', { created, updated })}
      run={async (csv, dryRun) => {
        const report = await client.conversations.importQuickReplies.mutate({ csv, dryRun })
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={() => queries.invalidateQueries(trpc.conversations.pathFilter())}
      onClose={onClose}
    />
  )
}
