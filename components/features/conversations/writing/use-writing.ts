'use client'

import { useState } from 'react'
import { kindOf, type SentKind } from '../live/kind-of'
import type { Message } from '../live/live-state'
import { MAX_FILE_BYTES } from '../live/upload'

/** A file that was chosen and not sent yet. */
export type Staged = {
  key: string
  file: File
  kind: SentKind
  durationMs?: number
  problem: 'too_large' | 'empty' | null
}

export type Writing = {
  /** The message that the next one answers. */
  quoted: Message | null
  quote: (message: Message | null) => void
  staged: Staged[]
  stage: (files: readonly File[], durationMs?: number) => void
  unstage: (key: string) => void
  /** Everything went out. */
  clear: () => void
}

type Kept = { quoted: Message | null; staged: Staged[] }
const nothing: Kept = { quoted: null, staged: [] }
let count = 0

function toStaged(file: File, durationMs?: number): Staged {
  count += 1
  const problem = file.size === 0 ? 'empty' : file.size > MAX_FILE_BYTES ? 'too_large' : null
  const kind = durationMs === undefined ? kindOf(file) : 'voice'
  return { key: `staged-${count}`, file, kind, problem, ...(durationMs === undefined ? {} : { durationMs }) }
}

/** What stands beside the text of each conversation: going to another one and back loses nothing. */
export function useWriting(id: string): Writing {
  const [all, setAll] = useState<Record<string, Kept>>({})
  const kept = all[id] ?? nothing
  const change = (next: (kept: Kept) => Kept) =>
    setAll((known) => ({ ...known, [id]: next(known[id] ?? nothing) }))
  return {
    ...kept,
    quote: (quoted) => change((now) => ({ ...now, quoted })),
    stage: (files, durationMs) =>
      change((now) => ({
        ...now,
        staged: [...now.staged, ...files.map((file) => toStaged(file, durationMs))],
      })),
    unstage: (key) => change((now) => ({ ...now, staged: now.staged.filter((one) => one.key !== key) })),
    clear: () => change(() => nothing),
  }
}
