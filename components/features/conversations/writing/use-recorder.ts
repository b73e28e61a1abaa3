'use client'

import { useEffect, useRef, useState } from 'react'

/** The longest message by voice; recording stops by itself then. */
export const MAX_RECORDING_MS = 120_000

export type RecorderProblem = 'refused' | 'no_microphone' | 'unsupported' | 'failed'
export type RecorderState =
  | { step: 'idle'; problem: RecorderProblem | null }
  | { step: 'asking' }
  | { step: 'recording'; since: number }

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']
const ENDING: Record<string, string> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' }

const typeOf = (): string | undefined => TYPES.find((type) => MediaRecorder.isTypeSupported(type))

const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)

function problemOf(error: unknown): RecorderProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'no_microphone' : 'failed'
}

type Running = { recorder: MediaRecorder; stream: MediaStream; limit: ReturnType<typeof setTimeout> }

/** Records from the microphone; the microphone is let go as soon as nothing is recorded any more. */
export function useRecorder(onRecorded: (file: File, durationMs: number) => void) {
  const [state, setState] = useState<RecorderState>({ step: 'idle', problem: null })
  const running = useRef<Running | null>(null)
  /** Counts starts: an answer to a question that was given up must not begin a recording. */
  const turn = useRef(0)

  const release = () => {
    const now = running.current
    running.current = null
    if (!now) return
    clearTimeout(now.limit)
    for (const track of now.stream.getTracks()) track.stop()
  }
  const cancel = () => {
    turn.current += 1
    const recorder = running.current?.recorder
    if (recorder) {
      recorder.onstop = null
      recorder.stop()
    }
    release()
    setState({ step: 'idle', problem: null })
  }
  const start = async () => {
    if (!canRecord()) return setState({ step: 'idle', problem: 'unsupported' })
    turn.current += 1
    const mine = turn.current
    setState({ step: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (turn.current !== mine) return stopAll(stream)
      record(stream)
    } catch (error) {
      if (turn.current === mine) setState({ step: 'idle', problem: problemOf(error) })
    }
  }
  const record = (stream: MediaStream) => {
    const mimeType = typeOf()
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const parts: Blob[] = []
    const since = Date.now()
    recorder.ondataavailable = ({ data }) => parts.push(data)
    recorder.onstop = () => {
      const type = (recorder.mimeType || mimeType || 'audio/webm').split(';')[0] ?? ''
      const durationMs = Math.min(Math.max(1, Date.now() - since), MAX_RECORDING_MS)
      release()
      setState({ step: 'idle', problem: null })
      onRecorded(new File(parts, `voice.${ENDING[type] ?? 'webm'}`, { type }), durationMs)
    }
    recorder.start()
    const limit = setTimeout(() => recorder.stop(), MAX_RECORDING_MS)
    running.current = { recorder, stream, limit }
    setState({ step: 'recording', since })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving the conversation gives the recording up.
  useEffect(() => cancel, [])
  return {
    state,
    start: () => void start(),
    cancel,
    finish: () => running.current?.recorder.stop(),
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

export type Recorder = ReturnType<typeof useRecorder>
