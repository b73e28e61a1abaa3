export { exportCsv, exportJson } from './actions/exchange-articles'
export { findAnswers, renewIndex } from './actions/find-answers'
