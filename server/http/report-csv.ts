import { can } from '@/server/access'
import { authenticateRequest } from '@/server/modules/accounts'
import { exportCsv } from '@/server/modules/insights'
import { reportInput } from '@/server/modules/insights/contract'
import { AppError, newReference, toAppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { csvResponse } from './csv-response'

const lists = ['groupIds', 'agentIds', 'channelIds']

/** GET with the report's filters as the query (lists with commas, `language` for names); its numbers as a file. */
export async function handleReportCsv(request: Request): Promise<Response> {
  try {
    const principal = await authenticateRequest(request)
    if (!principal) throw new AppError('unauthenticated', 'Sign in first.')
    if (!can(principal, 'reports.read')) throw new AppError('forbidden', 'You are not allowed to do this.')
    const query = new URL(request.url).searchParams
    const input = reportInput.safeParse(toInput(query))
    if (!input.success) throw new AppError('invalid_input', 'The filters are not understood.')
    const { groupBy, from, to } = input.data
    const pieces = exportCsv(principal, input.data, query.get('language') ?? 'en')
    return csvResponse(pieces, `report-${groupBy}-${from}-${to}.csv`)
  } catch (error) {
    const refusal = toAppError(error)
    const reference = newReference()
    if (refusal.status >= 500) log().error({ reference, err: error }, 'export failed')
    return Response.json(
      { code: refusal.code, title: refusal.message, reference },
      { status: refusal.status },
    )
  }
}

function toInput(query: URLSearchParams): Record<string, string | string[] | boolean> {
  return Object.fromEntries(
    [...query].map(([name, value]) => [
      name,
      lists.includes(name)
        ? value.split(',').filter(Boolean)
        : name === 'subGroups'
          ? value !== 'false'
          : value,
    ]),
  )
}
