import { describe, expect, test } from 'vitest'
import type { ConversationEvent } from './conversation-event'
import type { ConversationState, TransitionSettings } from './conversation-state'
import { defaultThresholds as thresholds } from './thresholds'
import { transition } from './transition'
import { settings, start, states } from './transition.fixture'

const at = start + 10_000

function follow(
  state: ConversationState,
  event: ConversationEvent,
  changes: Partial<TransitionSettings> = {},
) {
  const outcome = transition(state, event, { ...settings, ...changes })
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome
}

describe('the clock', () => {
  test('the oldest unanswered message keeps it when the customer writes again', () => {
    const { next, effects } = follow(states.awaitingAgent, { type: 'customer_wrote', at })
    expect(next.unansweredSince).toBe(start)
    expect(effects).toEqual([{ kind: 'clock', change: 'keep' }])
  })

  test('an answer clears it, the next message starts it', () => {
    const answered = follow(states.awaitingAgent, { type: 'agent_wrote', at })
    expect(answered.effects).toContainEqual({ kind: 'clock', change: 'clear' })
    const asked = follow(answered.next, { type: 'customer_wrote', at: at + 5 })
    expect(asked.next.unansweredSince).toBe(at + 5)
    expect(asked.effects).toContainEqual({ kind: 'clock', change: 'start' })
  })

  test('a transfer without an unanswered message starts it, with one keeps it', () => {
    const event: ConversationEvent = { type: 'transferred_to_agent', agentId: 'B', at }
    expect(follow(states.awaitingCustomer, event).next.unansweredSince).toBe(at)
    expect(follow(states.awaitingAgent, event).next.unansweredSince).toBe(start)
  })

  test('it runs on through a transfer to a group and the queue there', () => {
    const moved = follow(states.awaitingAgent, { type: 'transferred_to_group', groupId: 'g2', at })
    const given = follow(moved.next, { type: 'assigned', agentId: 'B', at: at + 60_000 })
    expect(given.next).toMatchObject({ unansweredSince: start, agentId: 'B', creationType: 'direct' })
  })

  test('for one who waited it starts with the assignment, not with what was written while queued', () => {
    const wrote = follow(states.queued, { type: 'customer_wrote', at })
    expect(wrote.effects).toEqual([{ kind: 'waiting_message' }])
    const given = follow(wrote.next, { type: 'assigned', agentId: 'A', at: at + 1 })
    expect(given.next).toMatchObject({ unansweredSince: at + 1, creationType: 'queued' })
  })
})

describe('places', () => {
  test('an assignment holds a claimed place, the end gives it back', () => {
    const given = follow(states.queued, { type: 'assigned', agentId: 'A', at })
    expect(given.effects).toContainEqual({ kind: 'place', change: 'hold', agentId: 'A', claimed: true })
    const ended = follow(given.next, { type: 'agent_ended', at })
    expect(ended.effects).toContainEqual({ kind: 'place', change: 'release', agentId: 'A' })
  })

  test('a transfer gives one back and takes another, which dispatch has not claimed', () => {
    const { effects } = follow(states.awaitingAgent, { type: 'transferred_to_agent', agentId: 'B', at })
    expect(effects.filter((effect) => effect.kind === 'place')).toEqual([
      { kind: 'place', change: 'release', agentId: 'A' },
      { kind: 'place', change: 'hold', agentId: 'B', claimed: false },
    ])
  })

  test('a silent conversation frees its place where so set, and takes it again when somebody writes', () => {
    const freeing = { silentFreesPlace: true }
    const due = start + thresholds.silenceMs
    const silent = follow(states.awaitingCustomer, { type: 'timer_due', timer: 'silence', at: due }, freeing)
    expect(silent.effects).toContainEqual({ kind: 'place', change: 'release', agentId: 'A' })
    const back = follow(silent.next, { type: 'customer_wrote', at: due + 1 }, freeing)
    expect(back.effects).toContainEqual({ kind: 'place', change: 'hold', agentId: 'A', claimed: false })
  })

  test('a conversation taken as a message holds none and raises no no-reply alarm', () => {
    const taken = follow(states.new, {
      type: 'human_requested',
      placement: { kind: 'message', agentId: 'A' },
      at,
    })
    expect(taken.next).toMatchObject({ creationType: 'offline', agentId: 'A', live: false })
    expect(taken.effects).toEqual([{ kind: 'clock', change: 'start' }])
  })
})

describe('timers', () => {
  test('silence: marked and reminded, then ended by the system when the countdown is over', () => {
    const due = start + thresholds.silenceMs
    const silent = follow(states.awaitingCustomer, { type: 'timer_due', timer: 'silence', at: due })
    const endsAt = due + thresholds.countdownMs
    expect(silent.next).toMatchObject({ status: 'awaiting_customer', silent: true })
    expect(silent.effects).toEqual([
      { kind: 'remind', endsAt },
      { kind: 'timers', set: [{ timer: 'countdown', dueAt: endsAt }], cancel: ['silence'] },
    ])
    const ended = follow(silent.next, { type: 'timer_due', timer: 'countdown', at: endsAt })
    expect(ended.next.status).toBe('ended_by_system')
  })

  test.each([
    ['silence', states.awaitingCustomer, thresholds.silenceMs],
    ['countdown', states.silent, thresholds.countdownMs],
    ['confirmation', states.confirming, thresholds.confirmationMs],
    ['bot_idle', states.bot, thresholds.botIdleMs],
    ['queue_grace', states.gone, thresholds.queueGraceMs],
    ['no_reply_warning', states.awaitingAgent, thresholds.noReplyWarningMs],
    ['no_reply_breach', states.awaitingAgent, thresholds.noReplyBreachMs],
  ] as const)('%s never fires early, and fires on the millisecond', (timer, state, afterMs) => {
    const early = transition(state, { type: 'timer_due', timer, at: start + afterMs - 1 }, settings)
    expect(early).toMatchObject({ ok: false, reason: 'not_due' })
    expect(transition(state, { type: 'timer_due', timer, at: start + afterMs }, settings).ok).toBe(true)
  })

  test('warning and breach each fire once for one clock', () => {
    const due = start + thresholds.noReplyBreachMs
    const warned = follow(states.awaitingAgent, { type: 'timer_due', timer: 'no_reply_warning', at: due })
    expect(warned.effects).toContainEqual({ kind: 'alarm', level: 'warning' })
    const again = transition(warned.next, { type: 'timer_due', timer: 'no_reply_warning', at: due }, settings)
    expect(again.ok).toBe(false)
    const breached = follow(warned.next, { type: 'timer_due', timer: 'no_reply_breach', at: due })
    expect(breached.effects).toContainEqual({ kind: 'alarm', level: 'breach' })
    expect(
      transition(breached.next, { type: 'timer_due', timer: 'no_reply_breach', at: due }, settings).ok,
    ).toBe(false)
  })

  test('a customer who is back in time is not abandoned; the grace begins with the first leaving', () => {
    const gone = follow(states.queued, { type: 'customer_gone', at })
    const goneAgain = follow(gone.next, { type: 'customer_gone', at: at + 5_000 })
    expect(goneAgain.next.customerGoneSince).toBe(at)
    const back = follow(goneAgain.next, { type: 'customer_back', at: at + 10_000 })
    expect(back.effects).toEqual([{ kind: 'timers', set: [], cancel: ['queue_grace'] }])
  })

  test('offline conversations have thresholds of their own', () => {
    const answered = follow({ ...states.unassigned, agentId: 'A' }, { type: 'agent_wrote', at })
    const silence = { timer: 'silence', dueAt: at + thresholds.offlineSilenceMs }
    expect(answered.effects).toContainEqual({ kind: 'timers', set: [silence], cancel: [] })
  })
})

describe('ends and returns', () => {
  test('who gives up before a first agent is abandoned; who had one, or whom the supervisor ends, is not', () => {
    const ended = { type: 'customer_ended', at } as const
    expect(follow(states.queued, ended).effects[0]).toEqual({
      kind: 'closed',
      by: 'customer',
      abandoned: true,
    })
    const transferred = follow(states.awaitingAgent, { type: 'reassigned', at }).next
    expect(follow(transferred, ended).effects[0]).toMatchObject({ abandoned: false })
    expect(follow(states.queued, { type: 'supervisor_ended', at }).effects[0]).toMatchObject({
      by: 'supervisor',
      abandoned: false,
    })
  })

  test('returning reopens with the same agent if able, else dispatch prefers them', () => {
    const able = follow(states.ended, { type: 'customer_returned', agentAble: true, at })
    expect(able.next).toMatchObject({ status: 'awaiting_agent', agentId: 'A', endedAt: null })
    expect(able.effects).toContainEqual({ kind: 'reopened' })
    const unable = follow(states.ended, { type: 'customer_returned', agentAble: false, at })
    expect(unable.effects).toContainEqual({
      kind: 'dispatch_again',
      as: 'live',
      groupId: null,
      preferAgentId: 'A',
      excludeAgentId: null,
    })
  })

  test('after the window it is over, and what no agent ever had is not reopened', () => {
    const late = start + thresholds.reopenWindowMs + 1
    const returned = { type: 'customer_returned', agentAble: true } as const
    expect(transition(states.ended, { ...returned, at: late }, settings)).toMatchObject({
      ok: false,
      reason: 'window_passed',
    })
    const abandoned = follow(states.queued, { type: 'customer_ended', at }).next
    expect(follow(abandoned, { ...returned, at }).effects).toEqual([
      { kind: 'open_new_conversation', preferAgentId: null },
    ])
  })

  test('after no reply dispatch decides again without the agent who did not answer', () => {
    const { next, effects } = follow(states.awaitingAgent, { type: 'reassigned', at })
    expect(next).toMatchObject({ status: 'queued', agentId: null })
    expect(effects).toContainEqual({
      kind: 'dispatch_again',
      as: 'live',
      groupId: null,
      preferAgentId: null,
      excludeAgentId: 'A',
    })
  })

  test.each([
    ['the agent who has it', states.awaitingAgent, { type: 'taken_over', agentId: 'A' }, 'same_agent'],
    ['nobody', states.unassigned, { type: 'agent_wrote' }, 'no_agent'],
    ['an agent who is lost, where not so set', states.awaitingAgent, { type: 'agent_lost' }, 'not_set'],
  ] as const)('a refusal says why: %s', (_title, state, event, reason) => {
    const outcome = transition(state, { ...event, at }, { ...settings, reassignOnAgentLost: false })
    expect(outcome).toEqual({ ok: false, code: 'transition_refused', reason, status: state.status })
  })
})
