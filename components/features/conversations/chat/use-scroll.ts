'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 80
/** So near to the beginning, what came before is fetched. */
const EARLIER_PX = 200

type Facts = {
  key: string
  first: string | null
  last: string | null
  canLoadEarlier: boolean
  loadEarlier: () => void
}

/** Follows the end while the reader is there, and keeps the place when earlier messages are put in front. */
export function useScroll({ key, first, last, canLoadEarlier, loadEarlier }: Facts) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef({
    key: '',
    first: '' as string | null,
    last: '' as string | null,
    height: 0,
    atEnd: true,
  })
  const [away, setAway] = useState(false)

  const toEnd = useCallback(() => {
    const element = box.current
    if (!element) return
    element.scrollTop = element.scrollHeight
    before.current.atEnd = true
    setAway(false)
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const was = before.current
    if (was.key !== key || was.last === null) toEnd()
    else if (was.first !== first) element.scrollTop += element.scrollHeight - was.height
    else if (was.last !== last) {
      if (was.atEnd) toEnd()
      else setAway(true)
    }
    before.current = { ...before.current, key, first, last, height: element.scrollHeight }
  }, [key, first, last, toEnd])

  // Pictures that load, a composer that grows: the end stays in sight.
  useEffect(() => {
    const element = box.current
    const content = element?.firstElementChild
    if (!element || !content) return
    const observer = new ResizeObserver(() => {
      if (before.current.atEnd) element.scrollTop = element.scrollHeight
      before.current.height = element.scrollHeight
    })
    observer.observe(content)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const element = box.current
    if (!element) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
    before.current.atEnd = atEnd
    if (atEnd) setAway(false)
    if (canLoadEarlier && element.scrollTop < EARLIER_PX) loadEarlier()
  }
  return { box, onScroll, away, toEnd }
}
