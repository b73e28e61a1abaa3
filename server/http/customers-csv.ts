import { Readable } from 'node:stream'
import { exportArchive, exportCustomers } from '@/server/modules/customers'
import { customerFilter, customerIdInput } from '@/server/modules/customers/contract'
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

/** GET ?id=: everything about one customer. */
export function handleCustomerArchive(request: Request): Promise<Response> {
  return answerCsv(request, 'customers.export', async (principal, query) => {
    const asked = customerIdInput.safeParse(query)
    if (!asked.success) throw new AppError('not_found', 'There is no such customer.')
    const archive = await exportArchive(principal, asked.data.id)
    return new Response(Readable.toWeb(archive) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="customer-${asked.data.id}.zip"`,
        'cache-control': 'no-store',
      },
    })
  })
}
