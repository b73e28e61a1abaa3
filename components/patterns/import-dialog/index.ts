export { ImportDialog } from './import-dialog'
export type { ImportOutcome } from './outcome'
