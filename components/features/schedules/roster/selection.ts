export type Place = { row: number; col: number }
export type Range = { top: number; bottom: number; left: number; right: number }

export const rangeOf = (a: Place, b: Place): Range => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.col, b.col),
  right: Math.max(a.col, b.col),
})

export const holds = (range: Range, { row, col }: Place): boolean =>
  row >= range.top && row <= range.bottom && col >= range.left && col <= range.right

export function placesIn(range: Range): Place[] {
  const places: Place[] = []
  for (let row = range.top; row <= range.bottom; row += 1)
    for (let col = range.left; col <= range.right; col += 1) places.push({ row, col })
  return places
}

export const moved = (range: Range, from: Place, to: Place): Range => ({
  top: range.top + to.row - from.row,
  bottom: range.bottom + to.row - from.row,
  left: range.left + to.col - from.col,
  right: range.right + to.col - from.col,
})

/** The columns of a line that a range covers. */
export const columnsIn = (range: Range | null, row: number): readonly [number, number] | null =>
  range && row >= range.top && row <= range.bottom ? [range.left, range.right] : null

/** Where a key leads from a cell; null for other keys. */
export function stepTo(key: string, at: Place, rows: number, cols: number, screen: number): Place | null {
  const to = (row: number, col: number): Place => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    col: Math.max(0, Math.min(cols - 1, col)),
  })
  switch (key) {
    case 'ArrowUp':
      return to(at.row - 1, at.col)
    case 'ArrowDown':
      return to(at.row + 1, at.col)
    case 'ArrowLeft':
      return to(at.row, at.col - 1)
    case 'ArrowRight':
      return to(at.row, at.col + 1)
    case 'Home':
      return to(at.row, 0)
    case 'End':
      return to(at.row, cols - 1)
    case 'PageUp':
      return to(at.row - screen, at.col)
    case 'PageDown':
      return to(at.row + screen, at.col)
    default:
      return null
  }
}
