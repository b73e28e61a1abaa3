import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conversationStatus } from '../contract'
import type { ConversationEvent, Placement } from './conversation-event'
import {
  holdsPlace,
  isAwaiting,
  isEnded,
  newConversation,
  type TransitionSettings,
} from './conversation-state'
import type { Effect } from './outcome'
import { defaultThresholds } from './thresholds'
import { type TimerKind, timerKinds, timersFor } from './timers'
import { transition } from './transition'

const agentId = fc.constantFrom('A', 'B', 'C')
const maybeAgent = fc.option(agentId)
const groupId = fc.constantFrom('g1', 'g2')
const placement: fc.Arbitrary<Placement> = fc.oneof(
  fc.record({ kind: fc.constant('assigned' as const), agentId }),
  fc.constant({ kind: 'queued' as const }),
  fc.record({ kind: fc.constant('message' as const), agentId: maybeAgent }),
)

type Happening = ConversationEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never

const bare = fc.constantFrom(
  ...([
    'entered_bot',
    'bot_wrote',
    'customer_wrote',
    'agent_wrote',
    'customer_gone',
    'customer_back',
    'supervisor_ended',
    'reassigned',
    'agent_lost',
    'agent_ended',
    'customer_ended',
  ] as const),
)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: bare.map((type): Happening => ({ type })) },
  {
    weight: 3,
    arbitrary: placement.map((where): Happening => ({ type: 'human_requested', placement: where })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...timerKinds).map((timer): Happening => ({ type: 'timer_due', timer })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom('agent_started', 'assigned', 'transferred_to_agent', 'taken_over' as const),
        agentId,
      )
      .map(([type, id]): Happening => ({ type, agentId: id })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('supervisor_moved', 'transferred_to_group' as const), groupId)
      .map(([type, id]): Happening => ({ type, groupId: id })),
  },
  {
    weight: 1,
    arbitrary: groupId.map((id): Happening => ({ type: 'overflowed', to: 'group', groupId: id })),
  },
  {
    weight: 1,
    arbitrary: maybeAgent.map((id): Happening => ({ type: 'overflowed', to: 'message', agentId: id })),
  },
  { weight: 1, arbitrary: maybeAgent.map((id): Happening => ({ type: 'service_ended', agentId: id })) },
  { weight: 1, arbitrary: fc.boolean().map((solved): Happening => ({ type: 'customer_resolved', solved })) },
  {
    weight: 2,
    arbitrary: fc.boolean().map((agentAble): Happening => ({ type: 'customer_returned', agentAble })),
  },
)

const step = fc.tuple(happening, fc.constantFrom(1, 30_000, 200_000, 2_000_000))
const someSettings: fc.Arbitrary<TransitionSettings> = fc.record({
  confirmation: fc.boolean(),
  reopen: fc.constantFrom('reopen' as const, 'new' as const),
  whenServiceEnds: fc.constantFrom('take_message' as const, 'keep_waiting' as const),
  silentFreesPlace: fc.boolean(),
  reassignOnBreach: fc.boolean(),
  reassignOnAgentLost: fc.boolean(),
  thresholds: fc.constant(defaultThresholds),
})

type Visit = (seen: {
  before: typeof newConversation
  event: ConversationEvent
  after: typeof newConversation
  effects: Effect[]
  settings: TransitionSettings
}) => void

/** Lets a conversation live through random events and shows every accepted step. */
function live(steps: [Happening, number][], settings: TransitionSettings, visit: Visit): void {
  let state = newConversation
  let at = 1_000_000
  for (const [happened, elapsed] of steps) {
    at += elapsed
    const event = { ...happened, at } as ConversationEvent
    const outcome = transition(Object.freeze(state), event, settings)
    if (!outcome.ok) continue
    visit({ before: state, event, after: outcome.next, effects: outcome.effects, settings })
    state = outcome.next
  }
}

function always(title: string, visit: Visit): void {
  test(title, () => {
    const steps = fc.array(step, { maxLength: 40 })
    fc.assert(
      fc.property(steps, someSettings, (events, settings) => live(events, settings, visit)),
      { numRuns: 400 },
    )
  })
}

always('a conversation is always in one of the defined states, and never new again', ({ after }) => {
  expect(conversationStatus.options).toContain(after.status)
})

always('an ended conversation is left by a return of the customer only', ({ before, event, after }) => {
  if (isEnded(before) && !isEnded(after)) expect(event.type).toBe('customer_returned')
  expect(after.endedAt !== null).toBe(isEnded(after))
})

always('the clock runs exactly while the next word is the agent’s, and is never moved forward', (seen) => {
  const { before, after } = seen
  if (after.status === 'awaiting_agent') expect(after.unansweredSince).not.toBeNull()
  else if (after.status !== 'queued') expect(after.unansweredSince).toBeNull()
  if (before.unansweredSince !== null && after.unansweredSince !== null) {
    expect(after.unansweredSince).toBe(before.unansweredSince)
  }
})

always('the creation type never changes once an agent has had the conversation', ({ before, after }) => {
  if (before.served) expect(after.creationType).toBe(before.creationType)
})

always('only a live conversation in the hands of an agent holds a place', ({ after, settings }) => {
  if (!holdsPlace(after, settings)) return
  expect(isAwaiting(after)).toBe(true)
  expect(after.agentId).not.toBeNull()
  expect(after.creationType).not.toBe('offline')
})

always('with the customer to answer or to confirm there is always an agent', ({ after }) => {
  const status = after.status
  if (status === 'awaiting_customer' || status === 'awaiting_confirmation')
    expect(after.agentId).not.toBeNull()
})

always('a timer that has fired is not set again at the same time', ({ event, after, settings }) => {
  if (event.type !== 'timer_due') return
  const again = timersFor(after, settings).find(({ timer }) => timer === event.timer)
  if (again !== undefined) expect(again.dueAt).toBeGreaterThan(event.at)
})

test('places held and given back by the effects always balance: one at most, none at the end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), someSettings, (events, settings) => {
      const held = new Set<string>()
      live(events, settings, ({ after, effects }) => {
        for (const effect of effects) {
          if (effect.kind !== 'place') continue
          if (effect.change === 'hold') held.add(effect.agentId)
          else expect(held.delete(effect.agentId)).toBe(true)
        }
        expect([...held]).toEqual(holdsPlace(after, settings) ? [after.agentId] : [])
      })
    }),
    { numRuns: 400 },
  )
})

test('setting and cancelling timers as the effects say leaves exactly those the state calls for', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), someSettings, (events, settings) => {
      const running = new Map<TimerKind, number>()
      live(events, settings, ({ after, effects }) => {
        for (const effect of effects) {
          if (effect.kind !== 'timers') continue
          for (const timer of effect.cancel) running.delete(timer)
          for (const { timer, dueAt } of effect.set) running.set(timer, dueAt)
        }
        const wanted = timersFor(after, settings).map(({ timer, dueAt }) => [timer, dueAt] as const)
        expect(new Map(running)).toEqual(new Map(wanted))
      })
    }),
    { numRuns: 400 },
  )
})
