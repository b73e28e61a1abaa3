import { exportAdherence } from '@/server/modules/schedules'
import { adherenceInput } from '@/server/modules/schedules/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the table's period and filter as the query; a line for each agent and day. */
export function handleAdherenceCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'schedules.read', (principal, { days, ...query }) => {
    const filter = adherenceInput.safeParse({ ...query, days: Number(days) })
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportAdherence(principal, filter.data), `adherence-${filter.data.from}.csv`)
  })
}
