export { ExchangeButtons } from './exchange-buttons'
export { ImportDialog } from './import-dialog'
export type { ImportOutcome } from './outcome'
