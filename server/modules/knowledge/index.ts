export { exportCsv, exportJson } from './actions/exchange-articles'
export { exportProcedures } from './actions/exchange-procedures'
export {
  findAnswers,
  findPublished,
  renewIndex,
  tryQuestion,
} from './actions/find-answers'
export { type HelpArticle, listHelpArticles, rateHelp, searchHelp } from './actions/help-articles'
export { createArticle, updateArticle } from './actions/keep-articles'
export { startPictureSweep, storeArticlePicture, sweepArticlePictures } from './actions/keep-pictures'
export { findArticle } from './store/articles'
export { findArticlePicture } from './store/pictures'
export { countFeedback, countUse } from './store/published'
