import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useWindow } from './context'

const arrived = new Map<() => Promise<unknown>, unknown>()

type Props<T> = { load: () => Promise<T>; children: (part: T) => ComponentChildren }

/**
 * A part that is fetched when it is first needed. One that does not come says so and can be fetched again;
 * what has been typed stays where it is. Some browsers remember a failed module until the page is loaded
 * anew, so the second failure offers that: drafts and unsent messages outlive it.
 */
export function Chunk<T>({ load, children }: Props<T>) {
  const { words } = useWindow()
  const [failures, setFailures] = useState(0)
  const [, redraw] = useState(0)
  const [wanted, setWanted] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` asks for another try
  useEffect(() => {
    if (arrived.has(load)) return
    load().then(
      (part) => {
        arrived.set(load, part)
        redraw((n) => n + 1)
      },
      () => setFailures((n) => n + 1),
    )
  }, [load, wanted])
  const part = arrived.get(load)
  if (part) return <>{children(part as T)}</>
  if (failures <= wanted) return <p class="part-wait" role="status" aria-label={words.partLoading} />
  return (
    <p class="bar bad" role="alert">
      {words.partFailed}
      <button
        type="button"
        class="link"
        onClick={() => (failures > 1 ? location.reload() : setWanted(wanted + 1))}
      >
        {failures > 1 ? words.reload : words.retry}
      </button>
    </p>
  )
}
