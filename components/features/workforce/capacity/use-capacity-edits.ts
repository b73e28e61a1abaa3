'use client'

import { useDebouncedValue, useWindowEvent } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { countEdits, type Edits, noEdits, rebase, toSaveInput } from './edits'

/** What is changed and not saved yet: with its effect, asked of the server, and saved all at once. */
export function useCapacityEdits(reload: () => Promise<unknown>) {
  const t = useTranslations('capacity')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [edits, setEdits] = useState<Edits>(noEdits)
  const dirty = countEdits(edits) > 0
  const [input] = useDebouncedValue(toSaveInput(edits), 250)
  const preview = useQuery({
    queryKey: [['workforce', 'previewCapacity'], { input }],
    queryFn: () => client.workforce.previewCapacity.mutate(input),
    enabled: input.agents.length + input.groups.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const save = useMutation(
    trpc.workforce.saveCapacity.mutationOptions({
      onSuccess: async () => {
        await reload()
        setEdits(noEdits)
        notifications.show({ color: 'green', message: t('saved') })
      },
      onError: async (error) => {
        if (toFailure(error).code === 'conflict') {
          const now = await client.workforce.previewCapacity.mutate(toSaveInput(edits))
          setEdits(rebase(edits, now))
        }
        await reload()
      },
    }),
  )
  useWindowEvent('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })
  return {
    edits,
    dirty,
    change: setEdits,
    drop: () => setEdits(noEdits),
    preview,
    save: { ...save, start: () => save.mutate(toSaveInput(edits)) },
  }
}

export type CapacityEdits = ReturnType<typeof useCapacityEdits>
