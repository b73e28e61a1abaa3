'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { toApiError } from '@/components/client/api'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'

export type Running = { name: string; bytes: number; rows: number; total: number | null }
type Wanted = {
  /** Below /api/v1. */
  path: string
  name: string
  /** Under which the server can be asked how far it is. */
  progressId?: string
}

const askEveryMs = 1_000

/** One file at a time, with how far it is and a way to stop it; leaving the page stops it too. */
export function useDownload() {
  const t = useTranslations('insights.exports')
  const failure = useFailureText()
  const client = useTRPCClient()
  const [running, setRunning] = useState<Running | null>(null)
  const abort = useRef<AbortController | null>(null)
  const cancel = useCallback(() => abort.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  async function start({ path, name, progressId }: Wanted): Promise<void> {
    const own = new AbortController()
    abort.current = own
    setRunning({ name, bytes: 0, rows: 0, total: null })
    const note = (more: Partial<Running>) => setRunning((now) => now && { ...now, ...more })
    const ask = async () => {
      if (!progressId) return
      const found = await client.insights.exportProgress.query({ id: progressId }).catch(() => null)
      if (found && !own.signal.aborted) note(found)
    }
    const timer = setInterval(() => void ask(), askEveryMs)
    try {
      save(await fetchFile(path, own.signal, (bytes) => note({ bytes })), name)
    } catch (error) {
      if (own.signal.aborted) notifications.show({ message: t('cancelled') })
      else notifications.show({ color: 'red', title: t('failed'), message: failure(error) })
    } finally {
      clearInterval(timer)
      setRunning(null)
    }
  }
  return { running, start, cancel }
}

async function fetchFile(path: string, signal: AbortSignal, note: (bytes: number) => void): Promise<Blob> {
  const response = await fetch(`/api/v1${path}`, { signal, cache: 'no-store' })
  if (!response.ok || !response.body) {
    throw toApiError(response.status, await response.text().catch(() => ''))
  }
  const reader = response.body.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value)
    bytes += value.length
    note(bytes)
  }
  return new Blob(pieces, { type: response.headers.get('content-type') ?? '' })
}

function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
