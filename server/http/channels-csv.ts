import { exportChannels, exportExceptions } from '@/server/modules/channels'
import { channelFilter, listCalendarsInput } from '@/server/modules/channels/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same rows in the same order, as a file. */
export function handleChannelsCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'channels.read', (_principal, query) => {
    const filter = channelFilter.safeParse(query)
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportChannels(filter.data), 'channels.csv')
  })
}

/** The holidays and special days of the hours that the list shows. */
export function handleExceptionsCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'channels.read', (_principal, query) => {
    const filter = listCalendarsInput.safeParse(query)
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportExceptions(filter.data), 'holidays.csv')
  })
}
