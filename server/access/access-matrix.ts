import { type RoleKey, roleKeys } from './roles'

/**
 * Who may call what, written down a second time and by hand, role by role. A test walks through the routers
 * and fails when a procedure is missing here, and calls each one as each role and compares. So a permission
 * given to a role by mistake, or a procedure that names the wrong one, is seen.
 */
type Who = 'anyone' | readonly RoleKey[]
/** Of an endpoint also a customer with a session token, who reaches only what is that customer's own. */
type WhoCalls = 'anyone' | readonly (RoleKey | 'customer')[]

const signedIn = roleKeys
const administrator = ['administrator'] as const
const leads = ['administrator', 'supervisor'] as const
const planners = ['administrator', 'supervisor', 'manager'] as const
const agents = ['agent'] as const

export const procedureAccess: Record<string, Who> = {
  'accounts.me': signedIn,
  'accounts.setLocale': signedIn,
  'accounts.changePassword': signedIn,
  'accounts.listTokens': signedIn,
  'accounts.createToken': signedIn,
  'accounts.revokeToken': signedIn,
  'accounts.setUserDisabled': administrator,
  'accounts.listAudit': administrator,
  'insights.monitor': ['administrator', 'supervisor', 'manager'],
  'insights.choices': ['administrator', 'supervisor', 'manager', 'quality_inspector'],
  'insights.report': ['administrator', 'supervisor', 'manager', 'quality_inspector'],
  'insights.reportRows': ['administrator', 'supervisor', 'manager', 'quality_inspector'],
  'workforce.listGroups': planners,
  'workforce.getGroup': planners,
  'workforce.listGroupNames': planners,
  'workforce.listCalendarNames': planners,
  'workforce.findAgents': planners,
  'workforce.listGroupHistory': planners,
  'workforce.findGroupUses': leads,
  'workforce.createGroup': leads,
  'workforce.updateGroup': leads,
  'workforce.setGroupDisabled': leads,
  'workforce.deleteGroup': leads,
  'workforce.editGroups': leads,
  'workforce.restoreGroup': leads,
  'workforce.importGroups': leads,
}

const customer = ['customer'] as const
/** One's own as an agent, others by permission and scope: the record decides, after the role. */
const readers = roleKeys
/** Quick replies and macros: own ones, or others' by scope. */
const keepers = ['administrator', 'supervisor', 'agent'] as const

/** Method and path below /api/v1, as the description of the API writes it. */
export const endpointAccess: Record<string, WhoCalls> = {
  'POST /customers/sessions': 'anyone',
  'POST /conversations': customer,
  'GET /conversations/{id}': customer,
  'GET /conversations/{id}/messages': customer,
  'POST /conversations/{id}/messages': customer,
  'GET /conversations/{id}/events': customer,
  'POST /conversations/{id}/human': customer,
  'POST /conversations/{id}/leave-queue': customer,
  'POST /conversations/{id}/end': customer,
  'POST /conversations/{id}/resolution': customer,
  'POST /conversations/{id}/rating': customer,
  'POST /conversations/{id}/typing': customer,
  'POST /conversations/{id}/read': customer,
  'POST /attachments': ['customer', 'agent'],
  'GET /attachments/{id}': ['customer', ...readers],
  'GET /agent/status': agents,
  'PUT /agent/status': agents,
  'GET /agent/events': agents,
  'GET /agent/conversations': agents,
  'POST /agent/conversations': agents,
  'GET /agent/conversations/{id}': readers,
  'GET /agent/conversations/{id}/messages': readers,
  'GET /agent/conversations/{id}/decisions': readers,
  'GET /agent/conversations/{id}/history': readers,
  'POST /agent/conversations/{id}/messages': agents,
  'POST /agent/conversations/{id}/transfer': readers,
  'POST /agent/conversations/{id}/end': readers,
  'POST /agent/conversations/{id}/wrap-up': readers,
  'POST /agent/conversations/{id}/rating-invitation': readers,
  'POST /agent/conversations/{id}/read': readers,
  'POST /agent/conversations/{id}/typing': agents,
  'GET /agent/wrap-ups': readers,
  'GET /agent/transfer-targets': readers,
  'GET /agent/search': readers,
  'GET /agent/filter-choices': readers,
  'GET /agent/tags': readers,
  'GET /agent/customers': readers,
  'GET /agent/asked': agents,
  'GET /agent/conversations/{id}/log': readers,
  'GET /agent/conversations/{id}/participants': readers,
  'POST /agent/conversations/{id}/participants': readers,
  'POST /agent/conversations/{id}/participants/{partId}/end': readers,
  'GET /agent/conversations/{id}/consults/{partId}': readers,
  'POST /agent/conversations/{id}/consults/{partId}': agents,
  'GET /agent/conversations/{id}/calls': readers,
  'POST /agent/conversations/{id}/calls': agents,
  'PUT /agent/conversations/{id}/calls/{callId}': agents,
  'POST /agent/conversations/{id}/macros/{macroId}': agents,
  'POST /agent/conversations/{id}/tags': readers,
  'POST /agent/conversations/{id}/snooze': readers,
  'POST /agent/conversations/{id}/return': readers,
  'POST /agent/conversations/{id}/after-work/done': readers,
  'GET /agent/macros': readers,
  'POST /agent/macros': keepers,
  'PUT /agent/macros/{id}': keepers,
  'DELETE /agent/macros/{id}': keepers,
  'GET /agent/views': readers,
  'POST /agent/views': readers,
  'PUT /agent/views/order': readers,
  'PUT /agent/views/{id}': readers,
  'DELETE /agent/views/{id}': readers,
  'POST /dispatch/preview': leads,
  'POST /admin/groups': leads,
  'POST /admin/categories': administrator,
  'POST /admin/agents': administrator,
  'POST /admin/channels': administrator,
  'POST /admin/routing-rules': leads,
}
