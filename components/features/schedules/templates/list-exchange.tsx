'use client'

import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ExchangeButtons, ImportDialog } from '@/components/patterns/import-dialog'
import { scheduleCsvLimits } from '@/server/modules/schedules/contract'
import { useRefreshTemplates } from './use-acts'

const files = { templates: '/api/schedules/templates', rotations: '/api/schedules/rotations' }
type Props = { what: keyof typeof files; filter: { search: string; state: string | null } }

/** Out as a file with the list's filter, and back in from a file. */
export function ListExchange({ what, filter }: Props) {
  const t = useTranslations('shiftTemplates.exchange')
  const query = new URLSearchParams({
    ...(filter.search !== '' && { search: filter.search }),
    ...(filter.state && { state: filter.state }),
  })
  return (
    <ExchangeButtons
      href={`${files[what]}?${query}`}
      exportLabel={t('export')}
      importLabel={t('import')}
      dialog={(close) => <ImportList what={what} onClose={close} />}
    />
  )
}

function ImportList({ what, onClose }: { what: Props['what']; onClose: () => void }) {
  const t = useTranslations('shiftTemplates.exchange')
  const client = useTRPCClient()
  const refresh = useRefreshTemplates()
  return (
    <ImportDialog
      title={t(`title.${what}`)}
      purpose={t(`purpose.${what}`)}
      template={{ href: files[what], label: t('template') }}
      limits={scheduleCsvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={({ created, updated }) => t('done', { created, updated })}
      run={async (csv, dryRun) => {
        const input = { csv, dryRun }
        const report =
          what === 'templates'
            ? await client.schedules.importTemplates.mutate(input)
            : await client.schedules.importRotations.mutate(input)
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={refresh}
      onClose={onClose}
    />
  )
}
