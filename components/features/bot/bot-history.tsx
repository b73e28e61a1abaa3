'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'

export function BotHistory({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.bot.botHistory.queryOptions({ id: channelId }))
  const restore = async (entryId: string) => {
    await client.bot.restoreBot.mutate({ entryId })
    await queries.invalidateQueries(trpc.bot.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
