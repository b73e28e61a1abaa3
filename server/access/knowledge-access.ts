import { agents, leads, type Who } from './who'

/** The knowledge base's part of the access matrix. */
export const knowledgeAccess: Record<string, Who> = {
  'knowledge.listArticles': leads,
  'knowledge.listTopics': leads,
  'knowledge.getArticle': leads,
  'knowledge.createArticle': leads,
  'knowledge.updateArticle': leads,
  'knowledge.changeArticles': leads,
  'knowledge.listVersions': leads,
  'knowledge.restoreVersion': leads,
  'knowledge.articleHistory': leads,
  'knowledge.restoreArticle': leads,
  'knowledge.importArticles': leads,
  'knowledge.tryQuestion': leads,
  'knowledge.findAnswers': agents,
  'knowledge.countArticleUse': agents,
  'knowledge.rateArticle': agents,
}
