import { exportCsv, exportJson } from '@/server/modules/knowledge'
import { articleFilter } from '@/server/modules/knowledge/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same articles, as a table or (`format=json`) as a list. */
export function handleKnowledgeFile(request: Request): Promise<Response> {
  return answerCsv(request, 'knowledge.manage', (_principal, { format, ...query }) => {
    const filter = articleFilter.safeParse({ ...query, ...(query.ids && { ids: query.ids.split(',') }) })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    if (format !== 'json') return csvResponse(exportCsv(filter.data), 'knowledge.csv')
    const response = csvResponse(exportJson(filter.data), 'knowledge.json')
    response.headers.set('content-type', 'application/json; charset=utf-8')
    return response
  })
}
