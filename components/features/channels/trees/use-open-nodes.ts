'use client'

import { useState } from 'react'

/** A large tree begins closed: its top is what one can take in. */
const mostOpen = 300

export function useOpenNodes(count: number) {
  const [all, setAll] = useState<boolean | null>(null)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const rest = all ?? count <= mostOpen
  return {
    isOpen: (id: string) => rest !== turned.has(id),
    setOpen: (id: string, open: boolean) =>
      setTurned((before) => {
        const next = new Set(before)
        if (open === rest) next.delete(id)
        else next.add(id)
        return next
      }),
    setAllOpen: (open: boolean) => {
      setAll(open)
      setTurned(new Set())
    },
  }
}
