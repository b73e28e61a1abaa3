import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

const NEAR_END_PX = 48

const scrollToEnd = (box: HTMLElement | null) => {
  if (box) box.scrollTop = box.scrollHeight
}

/**
 * A scrolling box that stays at its end while the reader is there, and never moves under one who reads
 * back, nor when earlier ones come in `above`; an own message (a change of `written`) always brings the end into view.
 */
export function useStickToEnd(
  box: RefObject<HTMLElement>,
  content: RefObject<HTMLElement>,
  written: number,
  above: unknown,
) {
  const stick = useRef(true)
  const known = useRef(written)
  const [atEnd, setAtEnd] = useState(true)
  const height = useRef(0)
  const knownAbove = useRef(above)

  useLayoutEffect(() => {
    if (written > known.current) stick.current = true
    known.current = written
    const { current } = box
    // What comes in above pushes the rest down: the reader stays with the line they read.
    if (current && above !== knownAbove.current && !stick.current) {
      current.scrollTop += current.scrollHeight - height.current
    }
    knownAbove.current = above
    height.current = current?.scrollHeight ?? 0
    if (stick.current) scrollToEnd(current)
  })
  useEffect(() => {
    const watch = new ResizeObserver(() => stick.current && scrollToEnd(box.current))
    for (const { current } of [box, content]) if (current) watch.observe(current)
    return () => watch.disconnect()
  }, [box, content])

  return {
    atEnd,
    toEnd: () => scrollToEnd(box.current),
    onScroll: () => {
      const { scrollHeight, scrollTop, clientHeight } = box.current!
      stick.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
      setAtEnd(stick.current)
    },
  }
}
