import { can } from '@/server/access'
import { authenticateRequest } from '@/server/modules/accounts'
import { exportGroups } from '@/server/modules/workforce'
import { groupFilter } from '@/server/modules/workforce/contract'
import { AppError, newReference, toAppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same rows in the same order, as a file. */
export async function handleGroupsCsv(request: Request): Promise<Response> {
  try {
    const principal = await authenticateRequest(request)
    if (!principal) throw new AppError('unauthenticated', 'Sign in first.')
    if (!can(principal, 'groups.read')) throw new AppError('forbidden', 'You are not allowed to do this.')
    const filter = groupFilter.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(exportGroups(principal, filter.data), 'skill-groups.csv')
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
