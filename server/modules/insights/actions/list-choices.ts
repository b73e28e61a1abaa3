import { type Principal, scopeOf } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { loadChoices } from '../store/labels'
import { figureTargets } from './get-monitor'

/** What the filters of reports offer, and the targets that are drawn: only what the scope covers, so that no choice leads to an empty page. */
export async function listChoices(principal: Principal) {
  const choices = { ...(await loadChoices(pool())), targets: await figureTargets() }
  const scope = scopeOf(principal, 'reports.read')
  if (scope === 'all') return choices
  const groups = choices.groups.filter((group) => principal.scopeGroupIds.includes(group.id))
  const inScope = (groupIds: string[]) => groupIds.some((id) => principal.scopeGroupIds.includes(id))
  const agents = choices.agents.filter((agent) =>
    scope === 'own' ? agent.id === principal.userId : inScope(agent.groupIds),
  )
  return { ...choices, groups: scope === 'own' ? [] : groups, agents }
}
