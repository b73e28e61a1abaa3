import { type RoleKey, roleKeys } from './roles'

/**
 * Who may call what, written down a second time and by hand, role by role. A test walks through the routers
 * and fails when a procedure is missing here, and calls each one as each role and compares. So a permission
 * given to a role by mistake, or a procedure that names the wrong one, is seen.
 */
type Who = 'anyone' | 'customer' | readonly RoleKey[]

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

/** Method and path below /api/v1. A customer's token opens only what is that customer's own. */
export const endpointAccess: Record<string, Who> = {
  'POST /customers/sessions': 'anyone',
  'POST /conversations': 'customer',
  'GET /conversations/:id': 'customer',
  'GET /conversations/:id/messages': 'customer',
  'POST /conversations/:id/messages': 'customer',
  'GET /conversations/:id/events': 'customer',
  'POST /conversations/:id/human': 'customer',
  'POST /conversations/:id/leave-queue': 'customer',
  'POST /conversations/:id/end': 'customer',
  'POST /conversations/:id/resolution': 'customer',
  'POST /conversations/:id/rating': 'customer',
  'POST /conversations/:id/typing': 'customer',
  'POST /conversations/:id/read': 'customer',
  'POST /attachments': 'customer',
  'PUT /agent/status': agents,
  'GET /agent/conversations': agents,
  'GET /agent/events': agents,
  'POST /agent/conversations': agents,
  'POST /agent/conversations/:id/messages': agents,
  'POST /agent/conversations/:id/transfer': agents,
  'POST /agent/conversations/:id/end': agents,
  'POST /dispatch/preview': leads,
  'POST /admin/groups': administrator,
  'POST /admin/categories': administrator,
  'POST /admin/agents': administrator,
  'POST /admin/channels': administrator,
  'POST /admin/routing-rules': administrator,
}
