'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import {
  type CellConflict,
  type CellOperation,
  type CellResult,
  type RosterPage,
  rosterLimits,
} from '@/server/modules/schedules/contract'
import { applyTo, inverse } from './operations'

type Done = CellResult[]

/**
 * Changes of cells: shown at once, sent one after the other, and undone by what the server answered. What the
 * server refuses is taken back by reading the roster again.
 */
export function useEdits(announce: (text: string) => void) {
  const t = useTranslations('roster')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const waiting = useRef(0)
  const past = useRef<Done[]>([])
  const future = useRef<Done[]>([])
  const [, redraw] = useState(0)

  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.schedules.roster.queryFilter()),
      queries.invalidateQueries(trpc.schedules.coverage.queryFilter()),
    ])
  }

  async function send(operations: CellOperation[], onto: Done[]): Promise<void> {
    try {
      const { results } = await client.schedules.changeRoster.mutate({ operations })
      onto.push(results)
    } catch (error) {
      const cells = toFailure(error).details.cells as CellConflict[] | undefined
      const message = cells ? t('conflictWithOthers', { count: cells.length }) : failure(error)
      notifications.show({ color: 'red', message })
      announce(message)
    }
  }

  function enqueue(work: () => Promise<void>): void {
    waiting.current += 1
    redraw((n) => n + 1)
    queue.current = queue.current.then(work).finally(() => {
      waiting.current -= 1
      redraw((n) => n + 1)
      if (waiting.current === 0) void refresh()
    })
  }

  const show = (operations: CellOperation[]) =>
    queries.setQueriesData<RosterPage>(
      { queryKey: trpc.schedules.roster.queryKey() },
      (page: RosterPage | undefined) => page && applyTo(page, operations),
    )

  function change(operations: CellOperation[], said: string): void {
    if (operations.length === 0) return
    if (operations.length > rosterLimits.operations) {
      notifications.show({ color: 'amber', message: t('tooMany', { most: rosterLimits.operations }) })
      return
    }
    show(operations)
    announce(said)
    future.current = []
    enqueue(() => send(operations, past.current))
  }

  function travel(from: { current: Done[] }, to: { current: Done[] }, said: string): void {
    enqueue(async () => {
      const last = from.current.pop()
      if (!last) return
      const operations = inverse(last)
      show(operations)
      announce(said)
      await send(operations, to.current)
    })
  }

  return {
    change,
    undo: () => travel(past, future, t('undone')),
    redo: () => travel(future, past, t('redone')),
    canUndo: past.current.length > 0 || waiting.current > 0,
    canRedo: future.current.length > 0,
    saving: waiting.current > 0,
    refresh,
  }
}

export type Edits = ReturnType<typeof useEdits>
