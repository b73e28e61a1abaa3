'use client'

import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RunView } from '@/server/modules/knowledge/contract'

type Conversation = { id: string; lastSeq: number }

/** What fits the conversation and what runs in it, read again with every entry of its log. */
export function useOffer({ id, lastSeq }: Conversation) {
  const client = useTRPCClient()
  return useQuery({
    queryKey: ['workspace', 'procedures', id, lastSeq],
    queryFn: () => client.procedures.offer.query({ conversationId: id }),
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
    staleTime: 5_000,
  })
}

/** All that can be begun by hand. */
export function useUsable(enabled: boolean) {
  const trpc = useTRPC()
  return useQuery({ ...trpc.procedures.usable.queryOptions(), enabled, staleTime: 60_000 })
}

/** Whatever is done, the run is read again afterwards: of two who go on at once, one sees what the other did. */
export function useRunActs({ id }: Conversation) {
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  const options = {
    onError: (error: unknown) => notifications.show({ color: 'red', message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['workspace', 'procedures', id] }),
  }
  const start = useMutation({
    mutationFn: (procedureId: string) => client.procedures.start.mutate({ conversationId: id, procedureId }),
    ...options,
  })
  const walk = useMutation({
    mutationFn: ({ run, answer }: { run: RunView; answer: string | null }) =>
      client.procedures.walk.mutate({ runId: run.id, version: run.version, answer }),
    ...options,
  })
  const stop = useMutation({
    mutationFn: (run: RunView) => client.procedures.stop.mutate({ runId: run.id, version: run.version }),
    ...options,
  })
  return {
    ...{ start, walk, stop, busy: start.isPending || walk.isPending || stop.isPending },
    goesOn: (runId: string) => start.data?.id === runId || walk.data?.id === runId,
  }
}

/** In the reader's language, or in the other where it has none. */
export function useTextIn(): (texts: { en: string; zh: string }) => string {
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  return (texts) => texts[locale] || texts.en || texts.zh
}
