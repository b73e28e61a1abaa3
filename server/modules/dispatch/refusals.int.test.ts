import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { type ActName, actNames, deaths, type Rules, World } from './testing/life-world'

useTestDatabase()
beforeAll(() => pool().query(deaths))
afterAll(() => setClock(undefined))

const rules: Rules = {
  ...{ confirmation: true, reopen: 'reopen', whenServiceEnds: 'take_message', silentFreesPlace: true },
  ...{ reassignOnBreach: false, reassignOnAgentLost: true },
}

/** How a conversation comes to stand in each status; agents are filled with others where it must wait. */
const ways: Record<string, ActName[]> = {
  with_bot: ['enter_bot'],
  queued: ['busy', 'open'],
  awaiting_agent: ['open_saying'],
  awaiting_customer: ['open_saying', 'agent_writes'],
  silent: ['open_saying', 'agent_writes', 'wait_long'],
  awaiting_confirmation: ['open_saying', 'agent_ends'],
  ended: ['open_saying', 'customer_ends'],
  ended_by_system: ['open_saying', 'agent_writes', 'wait_long', 'wait_long'],
  message: ['offline', 'open_saying'],
}
/** These make another conversation, or concern none. */
const others: ActName[] = ['open', 'open_saying', 'online', 'busy', 'offline', 'drain', 'agent_lost']
const acts = actNames.filter(
  (name) => !others.includes(name) && !name.startsWith('wait') && name !== 'enter_bot',
)

async function stand(way: ActName[]): Promise<World> {
  const world = await World.make(rules)
  for (const name of way) {
    const forAll = name === 'busy' || name === 'offline'
    for (const whom of forAll ? [0, 1, 2] : [0]) {
      await world.run({ name, who: 0, whom, dies: 0, elapsed: 1 })
    }
  }
  return world
}

const counted = { refused: 0, accepted: 0 }

describe('every act in every status', () => {
  it.each(Object.entries(ways))(
    '%s: what the table refuses is refused live and changes nothing',
    async (status, way) => {
      for (const name of acts) {
        const world = await stand(way)
        const expected = { silent: 'awaiting_customer', message: 'awaiting_agent' }[status] ?? status
        expect(world.stateOf(0)?.status).toBe(expected)
        const before = world.refused
        const act = { name, who: 0, whom: 0, dies: 0, elapsed: 1 }
        const refused = world.wouldRefuse(act)
        // The world compares all rows before and after, and throws where the table and the actions differ.
        await world.run(act)
        if (refused && name !== 'bot_writes') expect(world.refused, name).toBe(before + 1)
        counted[world.refused > before ? 'refused' : 'accepted'] += 1
      }
    },
  )

  it('has seen both answers', () => {
    console.info(
      `${counted.refused} refused and ${counted.accepted} accepted of ${Object.keys(ways).length} × ${acts.length}`,
    )
    expect(counted.refused).toBeGreaterThan(50)
    expect(counted.accepted).toBeGreaterThan(30)
  })
})
