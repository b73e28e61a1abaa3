import { exportGroups } from '@/server/modules/workforce'
import { groupFilter } from '@/server/modules/workforce/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same rows in the same order, as a file. */
export function handleGroupsCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'groups.read', (principal, query) => {
    const filter = groupFilter.safeParse(query)
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportGroups(principal, filter.data), 'skill-groups.csv')
  })
}
