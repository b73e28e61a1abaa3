import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { importArticles } from './actions/exchange-articles'
import { findAnswers, tryQuestion } from './actions/find-answers'
import { guessQuestion } from './actions/guess-question'
import {
  changeArticles,
  createArticle,
  restoreArticle,
  restoreVersion,
  updateArticle,
} from './actions/keep-articles'
import { restoreSynonyms, saveSynonyms, synonymsRecord } from './actions/keep-synonyms'
import * as contract from './contract'
import { findArticle, listArticles, listTopics, listVersions, toRow } from './store/articles'
import { countFeedback, countUse } from './store/published'
import { readSynonyms } from './store/synonyms'

export { procedureRouter } from './procedure-router'

const keeping = protectedProcedure('knowledge.manage')
const answering = protectedProcedure('agent.receive')

async function getArticle(id: string): Promise<contract.ArticleView> {
  const article = await findArticle(id)
  if (!article) throw new AppError('not_found', 'There is no such article.')
  return article
}

const requirePublished = (known: boolean) => {
  if (!known) throw new AppError('not_found', 'There is no such article.')
}

export const knowledgeRouter = router({
  listArticles: keeping.input(contract.listArticlesInput).query(async ({ input }) => {
    const { rows, total } = await listArticles(input)
    return { rows: rows.map(toRow), total }
  }),
  listTopics: keeping.query(() => listTopics()),
  getArticle: keeping.input(contract.articleIdInput).query(({ input }) => getArticle(input.id)),
  createArticle: keeping
    .input(contract.articleInput)
    .mutation(({ ctx, input }) => createArticle(ctx.principal, input)),
  updateArticle: keeping
    .input(contract.updateArticleInput)
    .mutation(({ ctx, input }) => updateArticle(ctx.principal, input)),
  changeArticles: keeping
    .input(contract.changeArticlesInput)
    .mutation(({ ctx, input }) => changeArticles(ctx.principal, input)),
  listVersions: keeping.input(contract.articleIdInput).query(({ input }) => listVersions(input.id)),
  restoreVersion: keeping
    .input(contract.restoreVersionInput)
    .mutation(({ ctx, input }) => restoreVersion(ctx.principal, input)),
  articleHistory: keeping.input(recordIdInput).query(({ input }) => listRecordHistory('article', input.id)),
  restoreArticle: keeping
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreArticle(ctx.principal, input)),
  importArticles: keeping
    .input(contract.importArticlesInput)
    .mutation(({ ctx, input }) => importArticles(ctx.principal, input)),
  synonyms: keeping.query(() => readSynonyms()),
  saveSynonyms: keeping
    .input(contract.saveSynonymsInput)
    .mutation(({ ctx, input }) =>
      saveSynonyms(ctx.principal, { ...input, sets: input.sets.filter((set) => set !== '') }),
    ),
  synonymsHistory: keeping.query(() => listRecordHistory('synonyms', synonymsRecord)),
  restoreSynonyms: keeping
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreSynonyms(ctx.principal, input)),
  tryQuestion: keeping.input(contract.tryInput).query(({ input }) => tryQuestion(input)),
  /** Changes nothing; a mutation so that customers' words stand in no address. */
  findAnswers: answering.input(contract.askInput).mutation(({ input }) => findAnswers(input)),
  /** Changes nothing, as above. */
  likelyQuestion: answering
    .input(contract.offerInput)
    .mutation(({ ctx, input }) => guessQuestion(ctx.principal, input.conversationId)),
  countArticleUse: answering
    .input(contract.articleIdInput)
    .mutation(async ({ input }) => requirePublished(await countUse(input.id))),
  rateArticle: answering
    .input(contract.feedbackInput)
    .mutation(async ({ input }) => requirePublished(await countFeedback(input.id, input.helpful))),
})
