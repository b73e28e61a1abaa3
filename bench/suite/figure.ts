/**
 * One measured number. A bar is the least or the most it may be; figures with a bar are ratios or limits of the
 * same run wherever they can be, because absolute times do not travel from one machine to another.
 */
export type Figure = {
  bench: string
  name: string
  value: number
  unit: string
  bar?: { atLeast: number } | { atMost: number }
  note?: string
}

export function holds({ value, bar }: Figure): boolean | null {
  if (bar === undefined) return null
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}

/** Three meaningful digits, and none after the point from a hundred on. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { bench, name, value, unit, bar, note } = figure
    const limit = bar ? ('atLeast' in bar ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`) : ''
    const verdict = holds(figure)
    const mark = verdict === null ? '' : verdict ? 'holds' : 'MISSED'
    return [bench, name, shown(value), unit, limit, mark, note ?? '']
  })
  const head = ['bench', 'figure', 'value', 'unit', 'bar', '', 'note']
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)))
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i === 2 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.map(line)].join('\n')
}
