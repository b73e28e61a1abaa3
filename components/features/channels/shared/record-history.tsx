'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RecordChanges, RestoreRecord } from './record-changes'

type Props = {
  entity: 'channel' | 'calendar' | 'category' | 'wrap_up' | 'organization'
  id: string
  onClose: () => void
}

export function RecordHistory({ entity, id, onClose }: Props) {
  const trpc = useTRPC()
  return (
    <HistoryDrawer
      history={useQuery(trpc.channels.listHistory.queryOptions({ entity, id }))}
      changes={(entry) => <RecordChanges entry={entry} />}
      wayBack={(entry) =>
        (entry.entity !== 'organization' || entry.label === 'thresholds') && <RestoreRecord entry={entry} />
      }
      onClose={onClose}
    />
  )
}
