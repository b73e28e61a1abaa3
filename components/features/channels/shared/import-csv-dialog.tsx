'use client'

import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ImportDialog } from '@/components/patterns/import-dialog'
import { csvLimits } from '@/server/modules/channels/contract'
import { useRefreshChannels } from './use-refresh'

const templates = { channels: '/api/channels/export', holidays: '/api/hours/export' }

type Props = { what: keyof typeof templates; onClose: () => void }

/** Channels, or the dates of service hours. */
export function ImportCsvDialog({ what, onClose }: Props) {
  const t = useTranslations('channels.import')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  return (
    <ImportDialog
      title={t(`title.${what}`)}
      purpose={t(`purpose.${what}`)}
      template={{ href: templates[what], label: t('template') }}
      limits={csvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={({ created, updated }) => t('done', { created, updated })}
      run={async (csv, dryRun) => {
        const input = { csv, dryRun }
        const report =
          what === 'channels'
            ? await client.channels.importChannels.mutate(input)
            : await client.channels.importExceptions.mutate(input)
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={refresh}
      onClose={onClose}
    />
  )
}
