import type { Principal } from '@/server/access'
import { builtInRoles } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { CellOperation, Segment } from './contract'

/** For tests of this module: a planner, a plan and what agents know of it. */
export function planner(changes: Partial<Principal> = {}): Principal {
  const { permissions } = builtInRoles.supervisor
  const userId = newId()
  return {
    ...{ userId, name: 'Planner', agentId: null, roles: ['supervisor'], permissions },
    ...{ groupIds: [], scopeGroupIds: [], ...changes },
  }
}

export const nineToFive: Segment[] = [
  { kind: 'work', from: 540, until: 1_020 },
  { kind: 'break', from: 720, until: 750 },
]

type Put = Extract<CellOperation, { kind: 'put' }>

export function putOn(agentId: string, day: string, changes: Partial<Put> = {}): Put {
  return {
    ...{ kind: 'put', id: newId(), version: null, agentId, day, templateId: null },
    ...{ segments: nineToFive, note: '', further: false, ...changes },
  }
}

export async function spansOf(agentId: string): Promise<string[]> {
  const { rows } = await pool().query<{ kind: string; from: Date; until: Date }>(
    'select kind, starts_at as "from", ends_at as until from shifts where agent_id = $1 order by starts_at, kind desc',
    [agentId],
  )
  return rows.map(
    ({ kind, from, until }) =>
      `${kind} ${from.toISOString().slice(0, 16)} ${until.toISOString().slice(11, 16)}`,
  )
}
