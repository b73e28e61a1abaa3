'use client'

import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { ImportDialog } from '@/components/patterns/import-dialog'
import { peopleCsvLimits } from '@/server/modules/workforce/contract'
import { useRefreshPeople } from './use-people'

/** `onMade`: people were added, who cannot sign in before they are invited. */
export function ImportPeopleDialog({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const t = useTranslations('people.import')
  const client = useTRPCClient()
  const refresh = useRefreshPeople()
  return (
    <ImportDialog
      title={t('title')}
      purpose={t('purpose')}
      template={{ href: '/api/people/export', label: t('template') }}
      limits={peopleCsvLimits}
      applyLabel={(changes) => t('apply', { changes })}
      doneText={({ created, updated }) =>
        t('done', { created, updated }) + (created > 0 ? ` ${t('inviteNow')}` : '')
      }
      run={(csv, dryRun) => client.workforce.people.import.mutate({ csv, dryRun })}
      onApplied={async ({ created }) => {
        await refresh()
        if (created > 0) onMade()
      }}
      onClose={onClose}
    />
  )
}
