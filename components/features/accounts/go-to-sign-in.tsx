'use client'

import { useEffect } from 'react'

/** Leads to sign-in and, afterwards, back to where one wanted to go. */
export function GoToSignIn() {
  useEffect(() => {
    const next = location.pathname + location.search
    location.replace(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
  }, [])
  return null
}
