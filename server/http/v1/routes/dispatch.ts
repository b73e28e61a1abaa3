import { explainDecision, previewDispatch } from '@/server/modules/dispatch'
import { dispatchDecision } from '@/server/modules/dispatch/contract'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { decisionView, previewInput } from '../contract'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

export const dispatchRoutes = createApp()

dispatchRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/dispatch/preview',
    tags: ['Dispatch'],
    summary: 'Where would a customer like this go, and why? Changes nothing',
    security: staffSecurity,
    middleware: onlyStaff('dispatch.preview'),
    request: body(previewInput),
    responses: {
      200: json(dispatchDecision.extend({ statements: decisionView.shape.statements }), 'The decision'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 404: 'No such channel' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'dispatch.preview')
    const decision = await previewDispatch(c.req.valid('json'))
    return c.json({ ...decision, statements: explainDecision(decision) }, 200)
  },
)
