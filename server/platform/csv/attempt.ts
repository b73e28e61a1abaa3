import { failedImport, type ImportProblem, type ImportReport } from './report'

class Undo extends Error {
  constructor(readonly report: ImportReport) {
    super('nothing is kept')
  }
}

/**
 * All rows or none. `work` runs in a transaction of the caller's making: a dry run does everything and keeps
 * nothing, so that it finds what the real one would; a file with problems leaves nothing behind.
 */
export async function attemptImport<Tx>(
  dryRun: boolean,
  inTransaction: (run: (tx: Tx) => Promise<ImportReport>) => Promise<ImportReport>,
  work: (tx: Tx, giveUp: (problems: ImportProblem[]) => never) => Promise<ImportReport>,
): Promise<ImportReport> {
  try {
    return await inTransaction(async (tx) => {
      const report = await work(tx, (problems) => {
        throw new Undo(failedImport(problems))
      })
      if (dryRun || report.problems.length > 0) throw new Undo({ ...report, applied: false })
      return { ...report, applied: true }
    })
  } catch (error) {
    if (error instanceof Undo) return error.report
    throw error
  }
}
