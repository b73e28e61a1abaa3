import { exportRotations, exportTemplates } from '@/server/modules/schedules'
import { exportScheduleInput } from '@/server/modules/schedules/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

function filterOf(query: Record<string, string>) {
  const filter = exportScheduleInput.safeParse(query)
  if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
  return filter.data
}

/** GET with the list's filter as the query; the same rows, as a file that import takes back. */
export function handleTemplatesCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'schedules.write', (_principal, query) =>
    csvResponse(exportTemplates(filterOf(query)), 'shifts.csv'),
  )
}

export function handleRotationsCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'schedules.write', (_principal, query) =>
    csvResponse(exportRotations(filterOf(query)), 'rotations.csv'),
  )
}
