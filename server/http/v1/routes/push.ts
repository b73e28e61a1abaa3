import { pushPublicKey, subscribePush } from '@/server/modules/integrations'
import { pushOffer, pushSubscription } from '@/server/modules/integrations/contract'
import { body, createApp, createRoute, customerOf, customerSecurity, json, refusals } from '../base'
import { onlyCustomers } from '../guards'

/** A customer's browser is told of answers while its page is closed. */
export const pushRoutes = createApp()

const base = {
  ...{ path: '/customer/push', tags: ['Customers'] },
  ...{ security: customerSecurity, middleware: onlyCustomers },
}

pushRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    summary: 'The key under which a browser subscribes',
    responses: { 200: json(pushOffer, 'The key'), ...refusals({ 401: 'No valid customer token' }) },
  }),
  async (c) => c.json({ publicKey: await pushPublicKey() }, 200),
)

pushRoutes.openapi(
  createRoute({
    ...base,
    method: 'post',
    summary: 'Have this browser told of answers',
    description:
      'A browser belongs to whoever subscribed last. It ends with the subscription of the browser itself.',
    request: body(pushSubscription),
    responses: { 204: { description: 'Kept' }, ...refusals({ 401: 'No valid customer token' }) },
  }),
  async (c) => {
    await subscribePush(customerOf(c), c.req.valid('json'))
    return c.body(null, 204)
  },
)
