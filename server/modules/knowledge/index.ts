export { exportCsv, exportJson } from './actions/exchange-articles'
export { exportProcedures } from './actions/exchange-procedures'
export { findAnswers, renewIndex } from './actions/find-answers'
export { type HelpArticle, listHelpArticles, rateHelp, searchHelp } from './actions/help-articles'
