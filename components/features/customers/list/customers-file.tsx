'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ExchangeButtons, ImportDialog } from '@/components/patterns/import-dialog'
import { customerLimits } from '@/server/modules/customers/contract'

type Props = { filter: Record<string, string | number>; mayImport: boolean }

/** The list as a table, and a table as customers. */
export function CustomersFile({ filter, mayImport }: Props) {
  const t = useTranslations('customers')
  const can = useCan()
  if (!can('customers.export') || !mayImport) return null
  const texts = Object.entries(filter).map(([key, value]): [string, string] => [key, String(value)])
  return (
    <ExchangeButtons
      href={`/api/customers/export?${new URLSearchParams(texts)}`}
      exportLabel={t('export')}
      importLabel={t('import.open')}
      dialog={(close) => <ImportCustomers onClose={close} />}
    />
  )
}

function ImportCustomers({ onClose }: { onClose: () => void }) {
  const words = useTranslations('customers.import')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return (
    <ImportDialog
      title={words('title')}
      purpose={words('purpose')}
      template={{ href: '/api/customers/export?search=-', label: words('template') }}
      limits={customerLimits}
      applyLabel={(changes) => words('apply', { changes })}
      doneText={({ created, updated }) => words('done', { created, updated })}
      run={async (csv, dryRun) => {
        const report = await client.customers.import.mutate({ csv, dryRun })
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={() => queries.invalidateQueries(trpc.customers.pathFilter())}
      onClose={onClose}
    />
  )
}
