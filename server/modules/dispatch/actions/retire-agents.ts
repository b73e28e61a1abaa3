import type { Principal } from '@/server/access'
import { listHeldBy } from '@/server/modules/conversations'
import { retireStatus, setPeopleDisabled } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { AppError, toAppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import type { HandOverResult, RetireResult } from '../contract'
import { listRetiredHolders } from '../store/retired'
import { handOn } from './dispatch-again'

/**
 * Who is disabled takes nothing new from the commit on, and what they hold goes back to dispatch at once, each
 * conversation as a decision of its own with its own record. Whatever is left, by a crash in between or a
 * conversation that could not go, is found by the sweep: nothing depends on this call coming to its end.
 */
export async function disablePeople(principal: Principal, ids: readonly string[]): Promise<RetireResult> {
  const changed = await setPeopleDisabled(principal, ids, true)
  const handedOver: HandOverResult[] = []
  for (const id of changed) {
    await goOffline(id)
    handedOver.push(...(await giveAway(id, principal)))
  }
  return { changed: changed.length, handedOver }
}

export async function enablePeople(principal: Principal, ids: readonly string[]): Promise<RetireResult> {
  return { changed: (await setPeopleDisabled(principal, ids, false)).length, handedOver: [] }
}

/** Users who are no agents have no status. */
async function goOffline(id: string): Promise<void> {
  await retireStatus(id).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })
}

const MAX_ROUNDS = 20

/** Everything an agent holds, live and messages; `by` null = found by the sweep. */
async function giveAway(agentId: string, by: Principal | null): Promise<HandOverResult[]> {
  const results = new Map<string, HandOverResult>()
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const left = (await listHeldBy(pool(), agentId)).filter((row) => !results.has(row.id))
    if (left.length === 0) break
    for (const row of left) {
      const known = { conversationId: row.id, number: row.number, customerName: row.customer.name }
      results.set(row.id, { ...known, ...(await giveOne(row.id, agentId, by, row.groupName)) })
    }
  }
  return [...results.values()]
}

type Fate = Pick<HandOverResult, 'outcome' | 'agentName' | 'groupName' | 'error'>

/** One that cannot go does not hold the others. */
async function giveOne(
  conversationId: string,
  agentId: string,
  by: Principal | null,
  groupName: string | null,
): Promise<Fate> {
  try {
    const decision = await handOn({
      conversationId,
      event: { type: 'reassigned' },
      ...{ by: by ? ('supervisor' as const) : ('system' as const), reason: 'agent_disabled' },
      detail: by ? { by: by.name, byId: by.userId } : {},
      ...{ kind: 'reassign' as const, groupId: null },
      // In the meantime it may have ended, or gone elsewhere by itself.
      stillMeant: ({ state }) => state.agentId === agentId,
    })
    const agentName = decision?.winner?.name ?? decision?.receiver?.name ?? null
    return {
      outcome: decision?.outcome ?? null,
      ...{ agentName, groupName: decision?.groupName ?? groupName, error: null },
    }
  } catch (error) {
    const { code, message } = toAppError(error)
    return { outcome: null, agentName: null, groupName, error: { code, message } }
  }
}

/** Any number of processes may sweep at once: what one has given away, another finds gone. */
export async function sweepRetired(): Promise<number> {
  let given = 0
  for (const agentId of await listRetiredHolders(pool())) {
    await goOffline(agentId)
    for (const { conversationId, outcome, error } of await giveAway(agentId, null)) {
      if (outcome) given += 1
      else if (error && error.code !== 'conversation_ended')
        log().warn({ conversationId, code: error.code }, 'still with somebody disabled')
    }
  }
  return given
}
