import { z } from '@hono/zod-openapi'
import { onlyRightlySigned } from '@/server/http/limits'
import { takeReport } from '@/server/modules/tickets'
import { createApp, createRoute, refusals } from '../base'

/** What a telephone provider tells; it has no account, its signature says who it is. */
export const callRoutes = createApp()

callRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/calls/reports',
    tags: ['Calls'],
    summary: 'How a call goes, from the telephone provider',
    description:
      'The header switchyard-signature is "t=SECONDS,v1=HEX": HMAC-SHA256 of "SECONDS.BODY" under the secret of the settings. The body: {id, callId, state: ringing | connected | ended | failed, result?, durationSeconds?, recordingUrl?}. Older than five minutes, or a second time under the same id, it is refused.',
    request: { headers: z.object({ 'switchyard-signature': z.string().optional() }) },
    responses: {
      204: { description: 'Taken' },
      ...refusals({
        401: 'Not signed, or too old',
        404: 'No such call',
        409: 'Taken before',
        429: 'Too many wrong signatures from here',
      }),
    },
  }),
  async (c) => {
    const body = await c.req.text()
    await onlyRightlySigned(c.req.raw, ['unauthenticated'], () =>
      takeReport(c.req.header('switchyard-signature') ?? null, body),
    )
    return c.body(null, 204)
  },
)
