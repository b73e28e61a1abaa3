import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import type { queueSettings } from '../contract'
import { lockAgents } from '../store/agents'
import { listStoredGroups, lockGroups } from '../store/stored-groups'
import { changeConfiguration } from './change-configuration'
import { requireGroup } from './group-access'
import { writeGroup } from './write-group'

/** What a program says of a group's queue; said again it changes nothing. @throws {AppError} not_found, invalid_input */
export async function setQueue(
  principal: Principal,
  id: string,
  { overflow, ...limits }: z.output<typeof queueSettings>,
): Promise<void> {
  requireGroup(principal, id)
  await changeConfiguration(async (tx, touched) => {
    await lockGroups(tx, [id])
    const [before] = await listStoredGroups(tx, [id])
    if (!before) throw new AppError('not_found', 'There is no such group.')
    await lockAgents(
      tx,
      before.settings.members.map(({ agentId }) => agentId),
    )
    const settings = { ...before.settings.settings, overflow }
    const next = { ...before.settings, ...limits, settings }
    await writeGroup(tx, touched, { principal, id, before, next, action: 'updated' })
  })
}
