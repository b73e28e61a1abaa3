'use client'

import { Button } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ExchangeButtons, ImportDialog } from '@/components/patterns/import-dialog'
import { knowledgeLimits } from '@/server/modules/knowledge/contract'

/** The list as a table or in JSON, and either of them as articles. */
export function ArticlesFile({ filter }: { filter: Record<string, string> }) {
  const t = useTranslations('knowledge')
  const query = (more: Record<string, string> = {}) => new URLSearchParams({ ...filter, ...more })
  return (
    <ExchangeButtons
      href={`/api/knowledge/export?${query()}`}
      exportLabel={t('export')}
      importLabel={t('import.open')}
      dialog={(close) => <ImportArticles onClose={close} />}
    >
      <Button
        component="a"
        href={`/api/knowledge/export?${query({ format: 'json' })}`}
        download
        variant="default"
        leftSection={<IconBraces size={16} />}
      >
        {t('exportJson')}
      </Button>
    </ExchangeButtons>
  )
}

function ImportArticles({ onClose }: { onClose: () => void }) {
  const t = useTranslations('knowledge')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return (
    <ImportDialog
      title={t('import.title')}
      purpose={t('import.purpose')}
      template={{ href: '/api/knowledge/export', label: t('import.template') }}
      limits={knowledgeLimits}
      accept=".csv,text/csv,.json,application/json"
      applyLabel={(changes) => t('import.apply', { changes })}
      doneText={({ created, updated }) => t('import.done', { created, updated })}
      run={async (csv, dryRun) => {
        const report = await client.knowledge.importArticles.mutate({ csv, dryRun })
        return { ...report, created: report.created.length, updated: report.updated.length }
      }}
      onApplied={() => queries.invalidateQueries(trpc.knowledge.pathFilter())}
      onClose={onClose}
    />
  )
}
