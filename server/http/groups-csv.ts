import { can } from '@/server/access'
import { authenticateRequest } from '@/server/modules/accounts'
import { exportGroups } from '@/server/modules/workforce'
import { groupFilter } from '@/server/modules/workforce/contract'
import { AppError, newReference, toAppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

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

function csvResponse(pieces: AsyncGenerator<string>, name: string): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
