'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { AgentsDrawer } from './agents-drawer'
import { ConnectionDrawer } from './connection-drawer'
import { ImDeliveries } from './im-deliveries'
import { useRefreshIm } from './use-refresh-im'

export const imParts = ['connection', 'agents', 'deliveries', 'history'] as const
export type ImPart = (typeof imParts)[number]

/** What is open of a channel's external IM stands in the address. */
export function useImPanels() {
  const [channelId, setChannelId] = useQueryState('im', parseAsString)
  const [part, setPart] = useQueryState('part', parseAsStringLiteral(imParts))
  return {
    ...{ channelId, part: part ?? 'connection' },
    open: (id: string, which: ImPart) => {
      void setChannelId(id)
      void setPart(which)
    },
    close: () => {
      void setChannelId(null)
      void setPart(null)
    },
  }
}

type Props = { channelId: string; part: ImPart; onPart: (part: ImPart) => void; onClose: () => void }

export function ImPanels({ channelId, part, onPart, onClose }: Props) {
  if (part === 'agents') return <AgentsDrawer channelId={channelId} onClose={onClose} />
  if (part === 'deliveries') return <ImDeliveries channelId={channelId} onClose={onClose} />
  if (part === 'history') return <ImHistory channelId={channelId} onClose={onClose} />
  return <Connection channelId={channelId} onClose={onClose} onDeliveries={() => onPart('deliveries')} />
}

type ConnectionProps = { channelId: string; onClose: () => void; onDeliveries: () => void }

/** Reads the connection first, so that the form starts from what stands now. */
function Connection({ channelId, onClose, onDeliveries }: ConnectionProps) {
  const t = useTranslations('im')
  const form = useTranslations('form')
  const read = useQuery({
    ...useTRPC().im.get.queryOptions({ channelId }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (read.data)
    return (
      <ConnectionDrawer
        channelId={channelId}
        stored={read.data.connection}
        callback={read.data.callback}
        onClose={onClose}
        onDeliveries={onDeliveries}
      />
    )
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={960}
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {read.isError ? (
        <FailedState error={read.error} retry={() => void read.refetch()} />
      ) : (
        <Late>
          <Skeleton h={320} />
        </Late>
      )}
    </Drawer>
  )
}

function ImHistory({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const client = useTRPCClient()
  const refresh = useRefreshIm()
  const history = useQuery(useTRPC().im.history.queryOptions({ channelId }))
  const restore = async (entryId: string) => {
    await client.im.restore.mutate({ entryId })
    await refresh()
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
