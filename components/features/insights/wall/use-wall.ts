'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useEffect, useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC } from '@/components/client/trpc'
import { rotation } from '@/server/modules/insights/contract'

const everyMs = 1_000
const id = /^[0-9a-f-]{36}$/i

const parsers = {
  /** One group, or several with commas between which the screen turns. */
  groups: parseAsString.withDefault(''),
  group: parseAsString,
  below: parseAsBoolean.withDefault(true),
  rotate: parseAsInteger,
}

/** Whose turn it is: by the clock, so that screens beside each other turn together. */
export function turnAt(now: number, count: number, seconds: number): number {
  return count === 0 ? 0 : Math.floor(now / (seconds * 1_000)) % count
}

/** What the address asks for; it turns from one group to the next when asked to. */
function useTurn(): { groupId: string | null; subGroups: boolean } {
  const [state] = useQueryStates(parsers)
  const all = [...state.groups.split(','), state.group ?? ''].filter((one) => id.test(one))
  const seconds = Math.min(rotation.max, Math.max(rotation.min, state.rotate ?? 20))
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (all.length < 2) return
    const timer = setInterval(() => setTurn(turnAt(Date.now(), all.length, seconds)), 500)
    return () => clearInterval(timer)
  }, [all.length, seconds])
  return { groupId: all[turn % Math.max(1, all.length)] ?? null, subGroups: state.below }
}

/**
 * The numbers, asked for again and again for as long as the screen hangs there: a server that is away for an hour is
 * asked on, and a new version of the pages is fetched once the old ones do not fit any more.
 */
export function useWall(token: string | null) {
  const trpc = useTRPC()
  const turn = useTurn()
  const options = { refetchInterval: everyMs, refetchIntervalInBackground: true, staleTime: 0, retry: false }
  const kept = {
    ...options,
    placeholderData: keepPreviousData,
    networkMode: 'always' as const,
    gcTime: 60_000,
  }
  const own = useQuery({ ...trpc.insights.wall.queryOptions(turn), ...kept, enabled: token === null })
  const shown = useQuery({
    ...trpc.insights.shownWall.queryOptions({ ...turn, token: token ?? '' }),
    ...kept,
    enabled: token !== null,
  })
  const wall = token === null ? own : shown
  useReload()
  const code = wall.error ? toFailure(wall.error).code : null
  const ended = code === 'not_found' || code === 'invalid_input'
  return { data: ended ? undefined : wall.data, error: wall.error, ended }
}

const reloadEveryMs = 6 * 3_600_000

/** A page that has stood for hours is loaded anew, at a moment when the server answers. */
function useReload(): void {
  useEffect(() => {
    const timer = setInterval(() => {
      fetch('/health/ready', { cache: 'no-store' })
        .then((answer) => answer.ok && location.reload())
        .catch(() => {
          // Not now: it is tried again at the next turn, and the numbers go on by themselves.
        })
    }, reloadEveryMs)
    return () => clearInterval(timer)
  }, [])
}
