/** Bytes in the unit that leaves the fewest digits: 950 B, 12 kB, 3.4 MB. */
export function fileSize(bytes: number, locale: string): string {
  const [unit, value] =
    bytes < 1_000 ? ['B', bytes] : bytes < 1_000_000 ? ['kB', bytes / 1_000] : ['MB', bytes / 1_000_000]
  const digits = unit === 'MB' && (value as number) < 100 ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value as number)} ${unit}`
}
