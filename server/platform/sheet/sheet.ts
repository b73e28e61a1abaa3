/**
 * A table on its way into a file: what its columns hold is told once, and each kind of file writes it in the way
 * its reader understands. Rows come in pieces, so that a file may be larger than the memory.
 */
export type CellKind = 'text' | 'count' | 'number' | 'rate' | 'duration' | 'date' | 'instant' | 'yes_no'

/**
 * By kind: duration = milliseconds, rate = 0 to 1, date = `yyyy-mm-dd`, instant = epoch milliseconds.
 * null is an empty cell, which is not 0.
 */
export type Cell = string | number | boolean | null

export type Column = { heading: string; kind: CellKind }

export type Sheet = {
  /** Shown on the sheet's tab. */
  name: string
  columns: readonly Column[]
  /** The zone in which instants are written. */
  timeZone: string
  /** What yes and no are called in the reader's language. */
  yesNo: readonly [yes: string, no: string]
  rows: AsyncIterable<readonly (readonly Cell[])[]>
}

export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]
