import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyToView } from '@/components/features/conversations/live/apply-to-view'
import { applyEvent } from '@/customer/chat/core/apply-event'
import { initialState } from '@/customer/chat/core/state'
import { prepare, toStreamEvent } from '@/server/events/render'
import { readLog } from '@/server/events/store/read-log'
import { findConversation } from '@/server/modules/conversations'
import { type Act, actNames, deaths, type Rules, World } from '@/server/modules/dispatch/testing/life-world'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import type { AgentConversationView, ConversationView } from './contract'
import { customerView, staffViews } from './own-conversation'

useTestDatabase()
beforeAll(() => pool().query(deaths))
afterAll(() => setClock(undefined))

const RUNS = 25
const act: fc.Arbitrary<Act> = fc.record({
  // What time alone changes (a window that closes) tells nobody; days of waiting are left out.
  name: fc.constantFrom(...actNames.filter((name) => name !== 'wait_days' && name !== 'enter_bot')),
  who: fc.nat(2),
  whom: fc.nat(5),
  dies: fc.constant(0),
  elapsed: fc.constantFrom(1, 1_000),
})
const rules: fc.Arbitrary<Rules> = fc.record({
  ...{ confirmation: fc.boolean(), silentFreesPlace: fc.boolean(), reassignOnBreach: fc.boolean() },
  reopen: fc.constantFrom('reopen' as const, 'new' as const),
  whenServiceEnds: fc.constantFrom('take_message' as const, 'keep_waiting' as const),
  reassignOnAgentLost: fc.boolean(),
})

/** Chance alone may leave the reminder out. */
const silent: [Rules, Act[]] = [
  {
    ...{ confirmation: false, silentFreesPlace: true, reassignOnBreach: false, reassignOnAgentLost: false },
    ...{ reopen: 'reopen', whenServiceEnds: 'take_message' },
  },
  (['online', 'open_saying', 'agent_writes', 'wait_long', 'wait_long'] as const).map((name) => ({
    ...{ name, who: 0, whom: 0, dies: 0, elapsed: 1_000 },
  })),
]

type Seen = { staff: AgentConversationView; customer: ConversationView }

/** Places in the queue travel by themselves, without a place in the log. */
const lasting = <T extends { queue: unknown }>({ queue: _, ...view }: T) => view

async function look(id: string): Promise<Seen> {
  const row = await findConversation(pool(), id)
  if (!row) throw new Error('the conversation is gone')
  const [staff] = await staffViews([row])
  return { staff: staff as AgentConversationView, customer: await customerView(row) }
}

async function follow(id: string, seen: Seen): Promise<{ shown: Seen; types: string[] }> {
  const entries = await readLog(pool(), id, seen.staff.lastSeq)
  await prepare(entries)
  const { lastSeq } = seen.customer
  let staff = seen.staff
  let chat = { ...initialState, conversation: seen.customer, cursor: lastSeq, asOf: lastSeq }
  for (const entry of entries) {
    staff = applyToView(staff, toStreamEvent(entry, 'staff'))
    if (entry.audience === 'both')
      chat = { ...chat, ...applyEvent(chat, toStreamEvent(entry, 'customer')) } as never
    // What a customer's stream leaves out still counts in the log.
    else chat = { ...chat, conversation: { ...chat.conversation, lastSeq: entry.seq } }
  }
  return { shown: { staff, customer: chat.conversation }, types: entries.map(({ type }) => type) }
}

it('what the clients make of every event equals a fresh fetch, for the staff and for the customer', async () => {
  const seen = new Set<string>()
  let steps = 0
  await fc.assert(
    fc.asyncProperty(rules, fc.array(act, { minLength: 15, maxLength: 25, size: 'max' }), async (r, acts) => {
      const world = await World.make(r)
      for (const next of acts) {
        const before = await Promise.all(world.ids().map(async (id) => ({ id, seen: await look(id) })))
        await world.run(next)
        for (const known of before) {
          const { shown, types } = await follow(known.id, known.seen)
          const fresh = await look(known.id)
          expect(lasting(shown.staff)).toEqual(lasting(fresh.staff))
          expect(lasting(shown.customer)).toEqual(lasting(fresh.customer))
          for (const type of types) seen.add(type)
          steps += types.length
        }
      }
    }),
    { numRuns: RUNS, endOnFailure: true, examples: [silent] },
  )
  console.info(`${steps} events: ${[...seen].sort().join(', ')}`)
  for (const type of ['message', 'assigned', 'transferred', 'queued', 'status', 'ended', 'alarm', 'reminded'])
    expect([...seen]).toContain(type)
}, 300_000)
