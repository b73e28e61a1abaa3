/** What a file would change, or has changed; with problems it changes nothing. */
export type ImportOutcome = {
  applied: boolean
  created: number
  updated: number
  unchanged: number
  /** Rows as a spreadsheet counts them: the header is row 1. */
  problems: readonly { row: number; column: string; code: string; value: string }[]
}
