import type { Api } from './net/api'
import type { Overflow } from './options'
import type { PlannedAgent } from './plan/agents'
import { topicNames } from './plan/topics'

/** What the replay needs of the server, made by itself and left there. */
export type Installation = {
  adminToken: string
  channelKey: string
  /** Kind of question → category. */
  categories: Map<string, string>
  /** Access tokens in the order of the plan. */
  agentTokens: string[]
}

type Id = { id: string }

/** A group, a category and a rule for each kind of question, one channel, and the agents. Can be repeated. */
export async function prepare(
  api: Api,
  adminToken: string,
  types: string[],
  agents: PlannedAgent[],
  { overflow, speed }: { overflow: Overflow; speed: number },
): Promise<Installation> {
  const groups = new Map<string, string>()
  const categories = new Map<string, string>()
  const root = await api.setUp<Id>(adminToken, 'categories', { names: { en: 'Bank', zh: '银行' } })
  for (const type of types) {
    const names = topicNames(type)
    const group = await api.setUp<Id>(adminToken, 'groups', {
      name: `Bank: ${names.en}`,
      description: `Calls of kind ${type}, made by the replay`,
    })
    groups.set(type, group.id)
    const category = await api.setUp<Id>(adminToken, 'categories', { names, parentId: root.id })
    categories.set(type, category.id)
  }
  for (const [i, type] of types.entries()) {
    await api.setQueue(adminToken, groups.get(type)!, {
      overflow: overflow.mode,
      overflowGroupId: groups.get(types[i + 1] ?? '') ?? null,
      maxQueueLength: overflow.maxQueueLength,
      maxWaitSeconds: overflow.maxWaitSeconds && Math.max(1, Math.round(overflow.maxWaitSeconds / speed)),
    })
  }
  const channel = await api.setUp<Id & { publicKey: string }>(adminToken, 'channels', {
    name: 'Replay',
    kind: 'api',
    // Each call of the trace is a case of its own, also that of a customer who has called before.
    reopen: 'new',
    defaultGroupId: groups.get(types[0]!)!,
  })
  for (const type of types) {
    await api.setUp(adminToken, 'routing-rules', {
      name: `Replay: ${type}`,
      conditions: { channelIds: [channel.id], categoryIds: [categories.get(type)!] },
      groupId: groups.get(type)!,
    })
  }
  const agentTokens: string[] = []
  for (const agent of agents) agentTokens.push(await prepareAgent(api, adminToken, agent, groups))
  return { adminToken, channelKey: channel.publicKey, categories, agentTokens }
}

/** In every group, so that nobody waits for want of a specialist; first where they belong. */
async function prepareAgent(
  api: Api,
  adminToken: string,
  { name, email, capacity, types }: PlannedAgent,
  groups: Map<string, string>,
): Promise<string> {
  const memberships = [...groups].map(([type, groupId]) => ({ groupId, level: types.includes(type) ? 2 : 1 }))
  const { token } = await api.setUp<{ token: string }>(adminToken, 'agents', {
    ...{ name, email, capacity, groups: memberships },
  })
  return token
}
