import type { Bench, Context } from '../context'
import type { Figure } from '../figure'
import { closedLoop, requireNoRefusal } from '../load/closed-loop'
import { Connection } from '../load/connection'
import { spreadOf } from '../load/percentiles'
import type { Customer, Team, World } from '../world/people'

const CONNECTIONS = 16

/** Conversations opened a second over HTTP by new customers of this team. */
async function openingRate({ stack, world, pick }: Context, team: Team) {
  const measureMs = pick(3_000, 5_000)
  const customers = await world.addCustomers(pick(6_000, 16_000), team.channelId)
  let turn = 0
  const load = await closedLoop({
    ...{ origin: stack.url, connections: CONNECTIONS, warmMs: 700, measureMs },
    next: () => ({
      ...{ method: 'POST', path: '/api/v1/conversations', body: '{}' },
      token: (customers[turn++ % customers.length] as Customer).token,
    }),
  })
  requireNoRefusal('opening', load)
  return load
}

/** Opened and assigned: how it stands to the number of agents between whom the decision is made. */
export const agents: Bench = {
  name: 'agents',
  run: async (context) => {
    const sizes = context.pick([10, 1_000], [10, 100, 1_000, 10_000])
    const figures: Figure[] = []
    const rates: number[] = []
    for (const size of sizes) {
      context.say(`${size} agents`)
      const team = await context.world.addTeam(size, 1_000)
      const load = await openingRate(context, team)
      const { p50, p99 } = spreadOf(load.times)
      rates.push(load.rate)
      figures.push(
        {
          bench: 'agents',
          name: `${size} agents: opened and assigned`,
          value: load.rate,
          unit: 'conversations/s',
        },
        {
          bench: 'agents',
          name: `${size} agents: p50`,
          value: p50,
          unit: 'ms',
          note: `p99 ${p99.toFixed(1)} ms`,
        },
      )
    }
    return [...figures, flatness('agents', `fastest ÷ slowest of ${sizes.join(', ')}`, rates)]
  },
}

/** The same with so many waiting already: newcomers join the end of the queue. */
export const waiting: Bench = {
  name: 'waiting',
  run: async (context) => {
    const sizes = context.pick([100, 10_000], [100, 1_000, 10_000, 100_000])
    const figures: Figure[] = []
    const rates: number[] = []
    for (const size of sizes) {
      context.say(`${size} waiting`)
      const team = await context.world.addTeam(10, 0)
      await context.world.addWaiting(team, size)
      const load = await openingRate(context, team)
      rates.push(load.rate)
      const note = `p50 ${spreadOf(load.times).p50.toFixed(1)} ms`
      figures.push({
        ...{ bench: 'waiting', name: `${size} waiting: opened and queued`, value: load.rate },
        ...{ unit: 'conversations/s', note },
      })
      await context.world.pool.query('delete from queue_entries where group_id = $1', [team.groupId])
    }
    return [...figures, flatness('waiting', `fastest ÷ slowest of ${sizes.join(', ')}`, rates)]
  },
}

function flatness(bench: string, name: string, rates: number[]): Figure {
  return { bench, name, value: Math.max(...rates) / Math.min(...rates), unit: '', bar: { atMost: 2 } }
}

/** Two hundred customers at once for twenty agents with five places: exactly a hundred are assigned. */
export const rush: Bench = {
  name: 'rush',
  run: async ({ stack, world }) => {
    const team = await world.addTeam(20, 5)
    const customers = await world.addCustomers(200, team.channelId)
    const open = await Promise.all(customers.map(() => Connection.open(stack.url)))
    const began = performance.now()
    const replies = await Promise.all(
      open.map((connection, i) =>
        connection.ask('POST', '/api/v1/conversations', customers[i]?.token ?? '', '{}'),
      ),
    )
    const took = performance.now() - began
    for (const connection of open) connection.close()
    const assigned = await count(world, team, `status = 'awaiting_agent'`)
    const queued = await count(world, team, `status = 'queued'`)
    const over = await world.count(
      'select count(*) as n from agents where id = any($1::uuid[]) and current_count > capacity',
      [team.agentIds],
    )
    const refused = replies.filter(({ status }) => status >= 300).length
    const exact = (name: string, value: number, wanted: number): Figure => ({
      ...{ bench: 'rush', name, value: value - wanted, unit: 'off', bar: { atMost: 0 } },
      note: `${value}, wanted ${wanted}`,
    })
    return [
      exact('assigned', Math.abs(assigned - 100) + 100, 100),
      exact('in the queue', Math.abs(queued - 100) + 100, 100),
      exact('agents over their limit', over, 0),
      exact('refused', refused, 0),
      { bench: 'rush', name: 'all 200 answered after', value: took, unit: 'ms' },
    ]
  },
}

const count = (world: World, team: Team, condition: string) =>
  world.count(`select count(*) as n from conversations where group_id = $1 and ${condition}`, [team.groupId])
