import type { ApiScope } from './api-scopes'

/**
 * Which scope a key needs for each endpoint of the staff. "person": what belongs to somebody who signs in (their
 * status, their place in a conversation, their views); a personal access token does it, a key never.
 */
export type EndpointScope = ApiScope | 'person'

export const endpointScopes: Record<string, EndpointScope> = {
  'POST /customers/sessions': 'customers.write',
  'POST /attachments': 'person',
  'GET /attachments/{id}': 'conversations.read',
  'GET /agent/status': 'person',
  'PUT /agent/status': 'person',
  'GET /agent/status-history': 'reports.read',
  'GET /agent/events': 'conversations.read',
  'GET /agent/conversations': 'person',
  'POST /agent/conversations': 'person',
  'GET /agent/conversations/{id}': 'conversations.read',
  'GET /agent/conversations/{id}/messages': 'conversations.read',
  'GET /agent/conversations/{id}/decisions': 'conversations.read',
  'GET /agent/conversations/{id}/history': 'conversations.read',
  'POST /agent/conversations/{id}/messages': 'conversations.write',
  'POST /agent/conversations/{id}/transfer': 'conversations.write',
  'POST /agent/conversations/{id}/end': 'conversations.write',
  'POST /agent/conversations/{id}/wrap-up': 'conversations.write',
  'POST /agent/conversations/{id}/rating-invitation': 'conversations.write',
  'POST /agent/conversations/{id}/transcript': 'conversations.write',
  'POST /agent/conversations/{id}/read': 'person',
  'POST /agent/conversations/{id}/typing': 'person',
  'POST /agent/conversations/{id}/take-over': 'person',
  'POST /agent/conversations/{id}/reassign': 'conversations.write',
  'POST /agent/conversations/{id}/move': 'conversations.write',
  'POST /agent/conversations/{id}/pick': 'person',
  'POST /agent/conversations/{id}/claim': 'person',
  'POST /agent/conversations/{id}/assign': 'conversations.write',
  'POST /agent/hand-over': 'person',
  'POST /agent/conversations/{id}/messages/{messageId}/recall': 'person',
  'GET /agent/conversations/{id}/orders': 'person',
  'GET /agent/colleagues': 'person',
  'GET /agent/mentions': 'person',
  'POST /agent/conversations/{id}/mentions/seen': 'person',
  'PUT /agent/viewing': 'person',
  'POST /agent/conversations/{id}/whisper': 'person',
  'POST /agent/conversations/{id}/join': 'person',
  'POST /agent/conversations/{id}/leave': 'person',
  'POST /agent/reassignments': 'conversations.write',
  'GET /agent/conversations/{id}/record': 'conversations.read',
  'GET /agent/conversations/{id}/export': 'conversations.export',
  'GET /agent/wrap-ups': 'conversations.read',
  'GET /agent/transfer-targets': 'conversations.read',
  'GET /agent/search': 'conversations.read',
  'GET /agent/filter-choices': 'conversations.read',
  'GET /agent/tags': 'conversations.read',
  'GET /agent/customers': 'customers.read',
  'GET /agent/asked': 'person',
  'GET /agent/tickets': 'tickets.read',
  'POST /agent/tickets': 'tickets.write',
  'GET /agent/tickets/{id}': 'tickets.read',
  'PATCH /agent/tickets/{id}': 'tickets.write',
  'POST /agent/tickets/{id}/comments': 'tickets.write',
  'GET /agent/conversations/{id}/log': 'conversations.read',
  'GET /agent/conversations/{id}/participants': 'conversations.read',
  'POST /agent/conversations/{id}/participants': 'person',
  'POST /agent/conversations/{id}/participants/{partId}/end': 'person',
  'GET /agent/conversations/{id}/consults/{partId}': 'person',
  'POST /agent/conversations/{id}/consults/{partId}': 'person',
  'GET /agent/conversations/{id}/calls': 'conversations.read',
  'POST /agent/conversations/{id}/calls': 'person',
  'PUT /agent/conversations/{id}/calls/{callId}': 'person',
  'POST /agent/conversations/{id}/macros/{macroId}': 'person',
  'POST /agent/conversations/{id}/tags': 'conversations.write',
  'POST /agent/conversations/{id}/snooze': 'conversations.write',
  'POST /agent/conversations/{id}/return': 'person',
  'POST /agent/conversations/{id}/after-work/done': 'conversations.write',
  'GET /agent/macros': 'person',
  'POST /agent/macros': 'person',
  'PUT /agent/macros/{id}': 'person',
  'DELETE /agent/macros/{id}': 'person',
  'GET /agent/views': 'person',
  'POST /agent/views': 'person',
  'PUT /agent/views/order': 'person',
  'PUT /agent/views/{id}': 'person',
  'DELETE /agent/views/{id}': 'person',
  'POST /dispatch/preview': 'configuration.read',
  'POST /admin/groups': 'configuration.write',
  'PUT /admin/groups/{groupId}/queue': 'configuration.write',
  'POST /admin/categories': 'configuration.write',
  'POST /admin/agents': 'configuration.write',
  'POST /admin/channels': 'configuration.write',
  'POST /admin/routing-rules': 'configuration.write',
  'PUT /admin/orders/{externalId}': 'orders.write',
  'POST /admin/orders': 'orders.write',
  'DELETE /admin/orders/{externalId}': 'orders.write',
  'POST /admin/products': 'orders.write',
  'DELETE /admin/products/{externalId}': 'orders.write',
  'GET /admin/orders': 'customers.read',
  'GET /admin/system': 'person',
  'GET /admin/configuration': 'configuration.read',
  'POST /admin/configuration/compare': 'configuration.read',
  'POST /admin/configuration/apply': 'configuration.write',
  'GET /agent/reports/file': 'reports.read',
  'GET /agent/reports/custom-file': 'reports.read',
  'GET /agent/reports/data-set': 'conversations.export',
}

const patterns = Object.keys(endpointScopes).map((endpoint) => ({
  endpoint,
  parts: endpoint.replace(' ', '').split('/'),
}))

/** The endpoint of a request, such as "GET /agent/views/{id}"; `path` begins below /api/v1. Words go before places. */
function endpointOf(method: string, path: string): string | null {
  const parts = `${method}${path}`.split('/')
  const fits = patterns.filter(
    (one) =>
      one.parts.length === parts.length &&
      one.parts.every((part, index) => part.startsWith('{') || part === parts[index]),
  )
  const places = (one: (typeof patterns)[number]) => one.parts.filter((part) => part.startsWith('{')).length
  return fits.sort((a, b) => places(a) - places(b))[0]?.endpoint ?? null
}

/** null: no endpoint of the staff, so no key opens it. */
export function scopeNeeded(method: string, path: string): EndpointScope | null {
  const endpoint = endpointOf(method === 'HEAD' ? 'GET' : method, path)
  return endpoint ? (endpointScopes[endpoint] ?? null) : null
}
