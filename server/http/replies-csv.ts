import { exportReplies } from '@/server/modules/conversations'
import { replyFilter } from '@/server/modules/conversations/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same rows, as a file. */
export function handleRepliesCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'replies.write', (principal, query) => {
    const filter = replyFilter.safeParse({ ...query, ...(query.ids && { ids: query.ids.split(',') }) })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportReplies(principal, filter.data), 'quick-replies.csv')
  })
}
