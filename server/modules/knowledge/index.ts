export { exportCsv, exportJson } from './actions/exchange-articles'
export { exportProcedures } from './actions/exchange-procedures'
export { findAnswers, renewIndex } from './actions/find-answers'
