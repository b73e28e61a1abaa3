'use client'

import { type ReactNode, useEffect, useState } from 'react'

/** Shows its content only when the wait is long enough to be noticed: 200 ms. */
export function Late({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return shown ? children : null
}
