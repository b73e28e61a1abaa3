'use client'

import { useFormatter } from 'next-intl'

/** Bytes in the reader's way of writing them. */
export function useFileSize(): (size: number) => string {
  const format = useFormatter()
  return (size) =>
    size >= 1_048_576
      ? format.number(size / 1_048_576, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
      : format.number(Math.max(1, Math.round(size / 1_024)), { style: 'unit', unit: 'kilobyte' })
}
