import type { ReactNode } from 'react'

/** The first error of a field or of anything inside it, for lists that are shown as one field. */
export function errorUnder(errors: Record<string, ReactNode>, path: string): ReactNode {
  const key = Object.keys(errors).find((name) => name === path || name.startsWith(`${path}.`))
  return key === undefined ? undefined : errors[key]
}
