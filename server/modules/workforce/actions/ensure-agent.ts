import type { Principal } from '@/server/access'
import {
  ensureAgentUser,
  forgetPrincipals,
  issueToken,
  lockSetup,
  raiseConfigVersion,
  recordAudit,
} from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import {
  findAgentSettings,
  insertAgent,
  listMemberships,
  listMissingGroups,
  type Membership,
  refreshSortKeys,
  saveMembership,
  updateAgent,
} from '../store/setup-rows'

export type AgentInput = {
  email: string
  name: string
  publicName: string
  capacity: number
  groups: Membership[]
}

type Ensured = { id: string; created: boolean; token: string }

async function requireGroups(tx: Db, input: AgentInput): Promise<void> {
  const [missing] = await listMissingGroups(
    tx,
    input.groups.map((group) => group.groupId),
  )
  if (missing === undefined) return
  const index = input.groups.findIndex((group) => group.groupId === missing)
  throw new AppError('invalid_input', 'One of the groups does not exist.', {
    fields: [{ path: `groups.${index}.groupId`, message: 'unknown group' }],
  })
}

/** Settings and memberships as asked for; memberships that are not named stay. Returns before and after. */
async function settle(tx: Db, id: string, input: AgentInput) {
  const before = await findAgentSettings(tx, id)
  const settings = { publicName: input.publicName, capacity: input.capacity }
  const groupsBefore = before ? await listMemberships(tx, id) : []
  if (before) await updateAgent(tx, id, settings)
  else await insertAgent(tx, id, settings)
  for (const group of input.groups) await saveMembership(tx, id, group)
  await refreshSortKeys(tx, id)
  return {
    before: before && { ...before, groups: groupsBefore },
    after: { ...settings, groups: await listMemberships(tx, id) },
  }
}

/**
 * An agent with this address, limit and these memberships, made or brought up to date in one transaction,
 * with a new token to act as them. @throws {AppError} invalid_input, duplicate, invalid_state
 */
export async function ensureAgent(principal: Principal, input: AgentInput): Promise<Ensured> {
  const { ensured, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    await requireGroups(tx, input)
    const user = await ensureAgentUser(tx, principal, input)
    const { before, after } = await settle(tx, user.id, input)
    const changed = JSON.stringify(before) !== JSON.stringify(after)
    if (changed) {
      await recordAudit(tx, {
        actor: principal,
        action: before ? 'updated' : 'created',
        entity: 'agent',
        entityId: user.id,
        label: input.name,
        before,
        after,
      })
    }
    const token = await issueToken(tx, principal, { userId: user.id, name: input.name })
    const version = changed ? await raiseConfigVersion(tx) : null
    return { ensured: { id: user.id, created: before === null, token }, version }
  })
  if (version !== null) {
    forgetPrincipals()
    emitSignal('config_changed', { version })
    emitSignal('capacity_changed', {
      agentIds: [ensured.id],
      groupIds: input.groups.map((group) => group.groupId),
    })
  }
  return ensured
}
