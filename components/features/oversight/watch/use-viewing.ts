'use client'

import { useEffect, useState } from 'react'
import { oversightApi } from '../oversight-api'

/** The server takes it for closed after 45 s of silence. */
const AGAIN_MS = 15_000

/** Tells that this conversation is on the screen, for as long as it is. `due` false: nothing to tell. */
export function useViewing(id: string | null, due: boolean, onWatching?: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what follows the first answer may change freely.
  useEffect(() => {
    if (!id || !due) return
    const tell = () => oversightApi.view(id, true).catch(() => ({ watching: false }))
    void tell().then(({ watching }) => watching && onWatching?.())
    const timer = setInterval(() => document.visibilityState === 'visible' && void tell(), AGAIN_MS)
    return () => {
      clearInterval(timer)
      oversightApi.view(id, false).catch(() => {})
    }
  }, [id, due])
}

type Told = { userId: string; name: string; until: number }
const KEPT_MS = 40_000

/** Colleagues who look at the conversation now, as the stream tells. */
export function useViewers(
  id: string,
  listen:
    | ((on: (event: { type: string; conversationId?: string; detail?: unknown }) => void) => () => void)
    | null,
): { userId: string; name: string }[] {
  const [told, setTold] = useState<Told[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream of a tab stays the same.
  useEffect(() => {
    setTold([])
    const forget = setInterval(
      () =>
        setTold((all) =>
          all.some(({ until }) => until < Date.now()) ? all.filter(({ until }) => until >= Date.now()) : all,
        ),
      5_000,
    )
    const quiet = listen?.(({ type, conversationId, detail }) => {
      if (type !== 'viewing' || conversationId !== id) return
      const { userId, name, on } = detail as { userId: string; name: string; on: boolean }
      setTold((all) => [
        ...all.filter((one) => one.userId !== userId),
        ...(on ? [{ userId, name, until: Date.now() + KEPT_MS }] : []),
      ])
    })
    return () => {
      clearInterval(forget)
      quiet?.()
    }
  }, [id])
  return told
}
