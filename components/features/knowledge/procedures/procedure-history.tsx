'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'

export function ProcedureHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.procedures.history.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.procedures.restore.mutate({ entryId })
    await queries.invalidateQueries(trpc.procedures.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
