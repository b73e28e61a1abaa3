import { recordAudit } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { capacityOn, dateIn } from '../domain/ramp'
import { lockAgents } from '../store/agents'
import { findBoardAgents, getTimeZone, listRamped, putAgentCapacity } from '../store/capacity-board'
import { changeConfiguration } from './change-configuration'

const SWEEP_MS = 15_000

/**
 * Gives every agent with a ramp the limit of today. Any number of processes may do it at once: the rows are
 * read again under their lock, and whoever comes second finds nothing to change.
 */
export async function applyRamps(): Promise<number> {
  const ramped = await listRamped()
  if (ramped.length === 0) return 0
  const today = dateIn(await getTimeZone(), nowMs())
  const due = ramped.filter(({ ramp, capacity }) => (capacityOn(ramp, today) ?? capacity) !== capacity)
  if (due.length === 0) return 0
  return changeConfiguration(async (tx, touched) => {
    const ids = due.map((agent) => agent.id)
    await lockAgents(tx, ids)
    let changed = 0
    for (const agent of (await findBoardAgents(tx, ids)).values()) {
      const capacity = capacityOn(agent.ramp, today)
      if (capacity === null || capacity === agent.capacity) continue
      const { id, version, ramp, window } = agent
      await putAgentCapacity(tx, { agentId: id, version, capacity, ramp, window })
      await recordAudit(tx, {
        ...{ actor: null, action: 'updated', entity: 'agent', entityId: id, label: agent.name },
        before: { capacity: agent.capacity },
        after: { capacity, ramp: today },
      })
      touched.agentIds.add(id)
      for (const groupId of agent.groupIds) touched.groupIds.add(groupId)
      changed += 1
    }
    return changed
  })
}

/** Looks often enough that a day begins within seconds, in every process. */
export function startRampWatch(): () => void {
  let busy = false
  const sweep = () => {
    if (busy) return
    busy = true
    round('limits_by_date', SWEEP_MS, applyRamps)
      .catch((err) => log().warn({ err: String(err) }, 'limits by date could not be applied'))
      .finally(() => {
        busy = false
      })
  }
  sweep()
  const timer = setInterval(sweep, SWEEP_MS)
  return () => clearInterval(timer)
}
