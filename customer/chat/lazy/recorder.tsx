import '../shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { minutesAndSeconds } from '../core/countdown'
import { usePartWords } from './part-words'

const LIMIT_SECONDS = 120
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

type Running = { stop: () => void; drop: () => void }

/** Records until the customer is done or two minutes are over; gives a file, or nothing when cancelled. */
async function record(name: string, onFile: (file: File) => void): Promise<Running> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
  const pieces: Blob[] = []
  let wanted = true
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop()
    const type = recorder.mimeType.split(';')[0] || 'audio/webm'
    const ending = type.includes('mp4') ? 'm4a' : type.includes('ogg') ? 'ogg' : 'webm'
    if (wanted) onFile(new File(pieces, `${name}.${ending}`, { type }))
  }
  recorder.start()
  const stop = () => recorder.state !== 'inactive' && recorder.stop()
  return {
    stop,
    drop: () => {
      wanted = false
      stop()
    },
  }
}

export function Recorder({ onDone, onCancel }: { onDone: (file: File) => void; onCancel: () => void }) {
  const words = usePartWords()
  const running = useRef<Running | null>(null)
  const [seconds, setSeconds] = useState(0)
  const [refused, setRefused] = useState<string | null>(null)
  const done = useRef(onDone)
  done.current = onDone

  // biome-ignore lint/correctness/useExhaustiveDependencies: one recording per opening
  useEffect(() => {
    let gone = false
    let ticking: ReturnType<typeof setInterval> | undefined
    record(words.voiceName, (file) => done.current(file)).then(
      (started) => {
        if (gone) return started.drop()
        running.current = started
        const since = performance.now()
        ticking = setInterval(() => {
          const passed = Math.floor((performance.now() - since) / 1_000)
          setSeconds(Math.min(passed, LIMIT_SECONDS))
          if (passed >= LIMIT_SECONDS) started.stop()
        }, 250)
      },
      (error: unknown) => {
        const denied = error instanceof DOMException && error.name === 'NotAllowedError'
        setRefused(denied ? words.micRefused : words.micFailed)
      },
    )
    return () => {
      gone = true
      clearInterval(ticking)
      running.current?.drop()
    }
  }, [])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape cancels from any of its buttons
    <div
      class="recorder"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      {refused ? (
        <p role="alert">{refused}</p>
      ) : (
        <p>
          <i class="dot" aria-hidden="true" />
          <span role="status">{words.recording}</span> <b>{minutesAndSeconds(seconds)}</b>{' '}
          <small>{words.recordLimit}</small>
        </p>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={onCancel}>
          {words.recordCancel}
        </button>
        {!refused && (
          <button type="button" class="button primary" onClick={() => running.current?.stop()}>
            {words.recordStop}
          </button>
        )}
      </div>
    </div>
  )
}
