import { exportPeople } from '@/server/modules/workforce'
import { peopleFilter } from '@/server/modules/workforce/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same rows in the same order, as a file. */
export function handlePeopleCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'users.read', (principal, query) => {
    const filter = peopleFilter.safeParse(query)
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportPeople(principal, filter.data), 'people.csv')
  })
}
