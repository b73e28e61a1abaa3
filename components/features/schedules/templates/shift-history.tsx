'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import { useShiftWords } from './shift-words'
import { useRefreshTemplates } from './use-acts'

type Props = { kind: 'template' | 'rotation'; id: string; onClose: () => void }

/** What was changed by whom, and the way back to before it. */
export function ShiftHistory({ kind, id, onClose }: Props) {
  const trpc = useTRPC()
  const { schedules } = useTRPCClient()
  const refresh = useRefreshTemplates()
  const words = useShiftWords()
  const templates = useQuery({
    ...trpc.schedules.listTemplateHistory.queryOptions({ id }),
    enabled: kind === 'template',
  })
  const rotations = useQuery({
    ...trpc.schedules.listRotationHistory.queryOptions({ id }),
    enabled: kind === 'rotation',
  })
  const restore = async (entryId: string) => {
    const { restoreTemplate, restoreRotation } = schedules
    await (kind === 'template' ? restoreTemplate.mutate({ entryId }) : restoreRotation.mutate({ entryId }))
    await refresh()
  }
  return (
    <HistoryDrawer
      history={kind === 'template' ? templates : rotations}
      changes={({ before, after }) => <ChangeTable before={before} after={after} {...words} />}
      wayBack={(entry) => entry.before && <RestoreEntry entry={entry} restore={restore} />}
      onClose={onClose}
    />
  )
}
