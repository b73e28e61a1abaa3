import { exportTickets } from '@/server/modules/tickets'
import { ticketFilter } from '@/server/modules/tickets/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query. */
export function handleTicketsCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'tickets.view', (principal, { ids, statuses, ...query }) => {
    const filter = ticketFilter.safeParse({
      ...query,
      ...(ids && { ids: ids.split(',') }),
      ...(statuses && { statuses: statuses.split(',') }),
    })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportTickets(principal, filter.data), 'tickets.csv')
  })
}
