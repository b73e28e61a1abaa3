import { describe, expect, test } from 'vitest'
import type { ConversationEvent, EventType } from './conversation-event'
import type { ConversationState, TransitionSettings } from './conversation-state'
import { timerKinds } from './timers'
import { transition } from './transition'
import { settings, start, states } from './transition.fixture'

type Happening = ConversationEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never
type Row = [title: string, happening: Happening, targets: string, changes?: Partial<TransitionSettings>]

/** Past every timer and within the window for reopening. */
const later = start + 3_600_000

const letters = {
  B: 'with_bot',
  Q: 'queued',
  A: 'awaiting_agent',
  C: 'awaiting_customer',
  F: 'awaiting_confirmation',
  E: 'ended',
  X: 'ended_by_system',
} as const

const timer = (kind: (typeof timerKinds)[number]): Happening => ({ type: 'timer_due', timer: kind })
const human = (
  placement: Extract<ConversationEvent, { type: 'human_requested' }>['placement'],
): Happening => ({
  type: 'human_requested',
  placement,
})

/**
 * Columns: new, bot, queued, queued but gone, awaiting agent, message nobody has, awaiting customer, silent,
 * awaiting confirmation, ended, ended by system. A letter is the next status, a dot a refusal.
 */
const table: Row[] = [
  ['enters the bot', { type: 'entered_bot' }, 'B . . . . . . . . . .'],
  ['agent starts', { type: 'agent_started', agentId: 'B' }, 'C . . . . . . . . . .'],
  ['human, assigned', human({ kind: 'assigned', agentId: 'B' }), 'A A . . . . . . . . .'],
  ['human, no room', human({ kind: 'queued' }), 'Q Q . . . . . . . . .'],
  ['human, all offline', human({ kind: 'message', agentId: 'B' }), 'A A . . . . . . . . .'],
  ['human, nobody in the group', human({ kind: 'message', agentId: null }), 'A A . . . . . . . . .'],
  ['bot writes', { type: 'bot_wrote' }, '. B . . . . . . . . .'],
  ['customer writes', { type: 'customer_wrote' }, '. B Q Q A A A A A . .'],
  ['agent writes', { type: 'agent_wrote' }, '. . . . C . C C C . .'],
  ['assigned', { type: 'assigned', agentId: 'B' }, '. . A A . A . . . . .'],
  ['customer leaves the page', { type: 'customer_gone' }, '. . Q Q . . . . . . .'],
  ['customer is back', { type: 'customer_back' }, '. . Q Q . . . . . . .'],
  ['overflow to a group', { type: 'overflowed', to: 'group', groupId: 'g2' }, '. . Q Q . . . . . . .'],
  ['overflow to a message', { type: 'overflowed', to: 'message', agentId: 'B' }, '. . A A . . . . . . .'],
  ['service ends', { type: 'service_ended', agentId: 'B' }, '. . A A . . . . . . .'],
  [
    'service ends, waiting on',
    { type: 'service_ended', agentId: 'B' },
    '. . Q Q . . . . . . .',
    { whenServiceEnds: 'keep_waiting' },
  ],
  ['supervisor moves', { type: 'supervisor_moved', groupId: 'g2' }, '. . Q Q . . . . . . .'],
  ['supervisor ends', { type: 'supervisor_ended' }, '. . E E . . . . . . .'],
  ['transfer to an agent', { type: 'transferred_to_agent', agentId: 'B' }, '. . . . A A A A A . .'],
  ['transfer to a group', { type: 'transferred_to_group', groupId: 'g2' }, '. . . . Q A Q Q Q . .'],
  ['take-over', { type: 'taken_over', agentId: 'B' }, '. . . . A A A A A . .'],
  ['re-assignment', { type: 'reassigned' }, '. . . . Q A Q Q Q . .'],
  ['agent lost', { type: 'agent_lost' }, '. . . . Q . Q Q Q . .'],
  ['agent lost, not so set', { type: 'agent_lost' }, '. . . . . . . . . . .', { reassignOnAgentLost: false }],
  ['agent ends', { type: 'agent_ended' }, '. . . . E . E E . . .'],
  ['agent ends, to confirm', { type: 'agent_ended' }, '. . . . F . F F . . .', { confirmation: true }],
  ['customer ends', { type: 'customer_ended' }, '. E E E E E E E E . .'],
  ['solved', { type: 'customer_resolved', solved: true }, '. . . . . . . . E . .'],
  ['not solved', { type: 'customer_resolved', solved: false }, '. . . . . . . . A . .'],
  ['returns, agent able', { type: 'customer_returned', agentAble: true }, '. . . . . . . . . A A'],
  ['returns, agent not able', { type: 'customer_returned', agentAble: false }, '. . . . . . . . . Q Q'],
  [
    'returns, new conversation',
    { type: 'customer_returned', agentAble: true },
    '. . . . . . . . . E X',
    { reopen: 'new' },
  ],
  ['bot idle', timer('bot_idle'), '. X . . . . . . . . .'],
  ['grace over', timer('queue_grace'), '. . . X . . . . . . .'],
  ['no reply, warning', timer('no_reply_warning'), '. . . . A . . . . . .'],
  ['no reply, breach', timer('no_reply_breach'), '. . . . A . . . . . .'],
  ['no reply, re-assign', timer('no_reply_breach'), '. . . . Q . . . . . .', { reassignOnBreach: true }],
  ['silence', timer('silence'), '. . . . . . C . . . .'],
  ['countdown over', timer('countdown'), '. . . . . . . X . . .'],
  ['no answer to confirm', timer('confirmation'), '. . . . . . . . X . .'],
]

const columns = Object.entries(states) as [keyof typeof states, ConversationState][]
const cells = table.flatMap(([title, happening, targets, changes]) =>
  targets.split(' ').map((letter, index) => {
    const [column, state] = columns[index]!
    const event = { ...happening, at: later } as ConversationEvent
    return { title, column, state, event, letter, settings: { ...settings, ...changes } }
  }),
)

describe('the table of states', () => {
  test.each(cells)('$title, in $column → $letter', ({ state, event, letter, settings }) => {
    const outcome = transition(Object.freeze({ ...state }), event, settings)
    if (letter === '.') {
      expect(outcome).toMatchObject({ ok: false, code: 'transition_refused', status: state.status })
    } else {
      expect(outcome).toMatchObject({ ok: true, next: { status: letters[letter as keyof typeof letters] } })
    }
  })

  test('has a cell for every event and every timer in every state', () => {
    const everyType: Record<EventType, true> = {
      entered_bot: true,
      agent_started: true,
      human_requested: true,
      bot_wrote: true,
      customer_wrote: true,
      agent_wrote: true,
      assigned: true,
      customer_gone: true,
      customer_back: true,
      overflowed: true,
      service_ended: true,
      supervisor_moved: true,
      supervisor_ended: true,
      transferred_to_agent: true,
      transferred_to_group: true,
      taken_over: true,
      reassigned: true,
      agent_lost: true,
      agent_ended: true,
      customer_ended: true,
      customer_resolved: true,
      customer_returned: true,
      timer_due: true,
    }
    expect(new Set(table.map(([, happening]) => happening.type))).toEqual(new Set(Object.keys(everyType)))
    const timers = table.flatMap(([, happening]) => (happening.type === 'timer_due' ? [happening.timer] : []))
    expect(new Set(timers)).toEqual(new Set(timerKinds))
    expect(cells.length).toBe(table.length * columns.length)
  })
})
