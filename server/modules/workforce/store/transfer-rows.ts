import type { Db } from '@/server/platform/db/prisma'
import type { RampStep } from '../contract'

type Agent = {
  publicName: string
  languages: string[]
  capacity: number
  ramp: RampStep[]
  window: { limit: number; seconds: number } | null
  enabled: boolean
}

/** Makes the user an agent, or writes over the agent. False where it would leave conversations with nobody. */
export async function putTransferredAgent(tx: Db, id: string, agent: Agent): Promise<boolean> {
  const ramp = agent.ramp.length === 0 ? null : JSON.stringify(agent.ramp)
  const { limit, seconds } = agent.window ?? { limit: null, seconds: null }
  const count = await tx.$executeRaw`
    insert into agents (id, public_name, languages, capacity, guard, ramp, window_limit, window_seconds, enabled)
    values (${id}::uuid, ${agent.publicName}, ${agent.languages}::text[], ${agent.capacity}, ${agent.capacity},
      ${ramp}::jsonb, ${limit}, ${seconds}, ${agent.enabled})
    on conflict (id) do update set public_name = excluded.public_name, languages = excluded.languages,
      capacity = excluded.capacity, guard = greatest(excluded.capacity, agents.current_count - agents.over_count),
      ramp = excluded.ramp, window_limit = excluded.window_limit, window_seconds = excluded.window_seconds,
      enabled = excluded.enabled, version = agents.version + 1
    where excluded.enabled or not agents.enabled or not exists
      (select 1 from assignments a where a.agent_id = agents.id and a.ended_at is null)`
  return count === 1
}

export async function removeBusyReason(tx: Db, id: string): Promise<void> {
  await tx.busyReason.delete({ where: { id } })
}
