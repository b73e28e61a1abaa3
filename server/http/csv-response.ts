import type { Principal } from '@/server/access'
import { can, type Permission } from '@/server/access'
import { authenticateRequest } from '@/server/modules/accounts'
import { AppError, newReference, toAppError, viewingOnly } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { requireStorable } from '@/server/platform/storable'
import { withRequestOrigin } from './request-origin'

/** For whoever is signed in and holds the permission, who writes nothing while viewing; a refusal is JSON. */
export function answerCsv(
  request: Request,
  permission: Permission,
  make: (principal: Principal, query: Record<string, string>) => Response | Promise<Response>,
): Promise<Response> {
  return withRequestOrigin(request, () => answer(request, permission, make))
}

async function answer(
  request: Request,
  permission: Permission,
  make: (principal: Principal, query: Record<string, string>) => Response | Promise<Response>,
): Promise<Response> {
  try {
    const principal = await authenticateRequest(request)
    if (!principal) throw new AppError('unauthenticated', 'Sign in first.')
    if (!can(principal, permission)) throw new AppError('forbidden', 'You are not allowed to do this.')
    if (principal.viewing && request.method !== 'GET' && request.method !== 'HEAD') throw viewingOnly()
    const query = Object.fromEntries(new URL(request.url).searchParams)
    requireStorable(query)
    return await make(principal, query)
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

/** A file that is made while it is sent. */
export function csvResponse(pieces: AsyncGenerator<string>, name: string): Response {
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
