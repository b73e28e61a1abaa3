'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StepView } from '@/server/http/v1/work-contract'
import type { View } from '../live/live-state'
import { workApi } from '../work/work-api'
import { type Step, stepsOf } from './steps'

const PAGE = 500

async function wholeLog(id: string): Promise<StepView[]> {
  const all: StepView[] = []
  for (;;) {
    const { items } = await workApi.log(id, all.at(-1)?.seq ?? 0)
    all.push(...items)
    if (items.length < PAGE) return all
  }
}

/** The log so far, and what the stream has told since. */
export function useSteps(view: View, live: readonly StepView[], streamed: boolean): Step[] {
  const log = useQuery({
    queryKey: ['workspace', 'log', view.id, streamed ? null : view.lastSeq],
    queryFn: () => wholeLog(view.id),
    staleTime: 0,
    placeholderData: (before, query) => (query?.queryKey[2] === view.id ? before : undefined),
  })
  return useMemo(() => stepsOf(view, [...(log.data ?? []), ...live]), [view, log.data, live])
}
