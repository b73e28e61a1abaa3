'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ExchangeButtons, ImportDialog } from '@/components/patterns/import-dialog'
import { type ImportWarning, procedureLimits } from '@/server/modules/knowledge/contract'
import { ImportWarnings } from './import-warnings'

/** The list as a file; a file of ours, or a shop's guidelines, as procedures. */
export function ProceduresFile({ filter }: { filter: Record<string, string> }) {
  const t = useTranslations('procedures')
  const [warnings, setWarnings] = useState<ImportWarning[]>([])
  return (
    <>
      <ExchangeButtons
        href={`/api/procedures/export?${new URLSearchParams(filter)}`}
        exportLabel={t('export')}
        importLabel={t('import.open')}
        dialog={(close) => <ImportProcedures onClose={close} onWarnings={setWarnings} />}
      />
      {warnings.length > 0 && <ImportWarnings warnings={warnings} onClose={() => setWarnings([])} />}
    </>
  )
}

type Props = { onClose: () => void; onWarnings: (warnings: ImportWarning[]) => void }

function ImportProcedures({ onClose, onWarnings }: Props) {
  const t = useTranslations('procedures')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return (
    <ImportDialog
      title={t('import.title')}
      purpose={t('import.purpose')}
      template={{ href: '/api/procedures/export', label: t('import.template') }}
      limits={procedureLimits}
      accept=".json,application/json"
      applyLabel={(changes) => t('import.apply', { changes })}
      doneText={({ created, updated }) => t('import.done', { created, updated })}
      run={async (json, dryRun) => {
        const { warnings, ...report } = await client.procedures.import.mutate({ json, dryRun })
        if (dryRun && warnings.length > 0)
          notifications.show({ color: 'yellow', message: t('import.warned', { count: warnings.length }) })
        if (report.applied) onWarnings(warnings)
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={() => queries.invalidateQueries(trpc.procedures.pathFilter())}
      onClose={onClose}
    />
  )
}
