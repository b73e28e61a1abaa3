import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { replaceShifts } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { dayNumber } from '../domain/days'
import { expandShift, wallClock } from '../domain/expand'
import type { Segment } from '../domain/segments'

/** For tests of this module. */
export function personOf(userId: string, name: string, role: RoleKey, groupIds: string[] = []): Principal {
  const { permissions } = builtInRoles[role]
  const agentId = role === 'agent' ? userId : null
  return { userId, name, agentId, roles: [role], permissions, groupIds, scopeGroupIds: groupIds }
}

export const early: Segment[] = [
  { kind: 'work', from: 480, until: 960 },
  { kind: 'break', from: 720, until: 750 },
]

/** A published shift with its spans, in UTC. */
export async function publishShift(agentId: string, day: string, segments = early): Promise<string> {
  const id = newId()
  const published = JSON.stringify({ templateId: null, segments, note: '' })
  await pool().query(
    `insert into roster_entries(id, agent_id, day, segments, published, published_at) values ($1, $2, $3, $4, $5, now())`,
    [id, agentId, day, JSON.stringify(segments), published],
  )
  const spans = expandShift(wallClock('UTC'), dayNumber(day), segments)
  await inTransaction((tx) =>
    replaceShifts(
      tx,
      'entry',
      [id],
      spans.map((span) => ({ ...span, agentId, sourceId: id })),
    ),
  )
  return id
}
