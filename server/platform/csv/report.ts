/** `row` counts as a spreadsheet does: the header is line 1. `code` is said in the reader's language. */
export type ImportProblem = { row: number; column: string; code: string; value: string }

export type ImportReport = {
  applied: boolean
  /** Names. */
  created: string[]
  updated: string[]
  unchanged: number
  problems: ImportProblem[]
}

export const failedImport = (problems: ImportProblem[]): ImportReport => ({
  ...{ applied: false, created: [], updated: [], unchanged: 0, problems },
})

/** As a reader goes through the file; within a row as they were found. */
export const inRowOrder = (problems: readonly ImportProblem[]): ImportProblem[] =>
  [...problems].sort((a, b) => a.row - b.row)
