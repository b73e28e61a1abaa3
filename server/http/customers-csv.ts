import { exportCustomers } from '@/server/modules/customers'
import { customerFilter } from '@/server/modules/customers/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same customers, as a table that import takes back. */
export function handleCustomersFile(request: Request): Promise<Response> {
  return answerCsv(request, 'customers.export', (principal, query) => {
    const filter = customerFilter.safeParse({ ...query, ...(query.ids && { ids: query.ids.split(',') }) })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportCustomers(principal, filter.data), 'customers.csv')
  })
}
