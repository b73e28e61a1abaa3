import type { Case } from '../actors/case'
import type { World } from '../actors/world'

/** What the server answers afterwards about one conversation. */
export type Finding = {
  /** Accepted messages found as they were written. */
  stored: number
  /** Accepted messages that are not there, or not as they were written. */
  missing: number
  /** The same clientMessageId more than once. */
  doubled: number
  /** There, but never acknowledged: the answer was lost for good. */
  unacknowledged: number
  decisions: number
  /** How it began; null = left the queue, or is still in it. */
  creationType: 'direct' | 'queued' | 'offline' | null
  /** Server times of the first decision and of the assignment, ms. */
  enteredAt: number | null
  assignedAt: number | null
}

const AT_ONCE = 16

/** Looks every conversation up over the API, as its customer and as an administrator. */
export async function lookUp(world: World): Promise<Map<Case, Finding>> {
  const findings = new Map<Case, Finding>()
  const cases = [...world.cases.values()]
  let next = 0
  const worker = async () => {
    for (let found = cases[next++]; found; found = cases[next++]) {
      const finding = await find(world, found)
      if (finding) findings.set(found, finding)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return findings
}

async function find(world: World, found: Case): Promise<Finding | undefined> {
  let finding: Finding | undefined
  await world.attempt('look up', async () => {
    const messages = await world.api.readOwn(found.token, found.id, 0)
    const decisions = await world.api.listDecisions(world.installation.adminToken, found.id)
    const assigned = decisions.find(({ kind }) => kind === 'assign' || kind === 'offline')
    finding = {
      ...compare(found, messages),
      decisions: decisions.length,
      creationType: (assigned?.decision.creationType ?? null) as Finding['creationType'],
      enteredAt: decisions[0] ? Date.parse(decisions[0].at) : null,
      assignedAt: assigned ? Date.parse(assigned.at) : null,
    }
  })
  return finding
}

type Stored = { clientMessageId: string; senderKind: string; text: string }

/** Only what people say counts; entries by the system are the server's own. */
export function compare(found: Pick<Case, 'said'>, messages: Stored[]) {
  const result = { stored: 0, missing: 0, doubled: 0, unacknowledged: 0 }
  const seen = new Set<string>()
  for (const { clientMessageId, senderKind, text } of messages) {
    if (senderKind !== 'customer' && senderKind !== 'agent') continue
    const said = found.said.get(clientMessageId)
    if (seen.has(clientMessageId)) result.doubled += 1
    else if (!said?.accepted) result.unacknowledged += 1
    else if (said.text === text) result.stored += 1
    seen.add(clientMessageId)
  }
  const accepted = [...found.said.values()].filter((said) => said.accepted).length
  return { ...result, missing: accepted - result.stored }
}
