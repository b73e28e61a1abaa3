import { exportProcedures } from '@/server/modules/knowledge'
import { procedureFilter } from '@/server/modules/knowledge/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same procedures, in JSON. */
export function handleProceduresFile(request: Request): Promise<Response> {
  return answerCsv(request, 'knowledge.manage', (_principal, query) => {
    const filter = procedureFilter.safeParse({ ...query, ...(query.ids && { ids: query.ids.split(',') }) })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    const response = csvResponse(exportProcedures(filter.data), 'procedures.json')
    response.headers.set('content-type', 'application/json; charset=utf-8')
    return response
  })
}
