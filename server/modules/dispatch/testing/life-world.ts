import {
  answerConfirmation,
  type ConversationEvent,
  type ConversationState,
  dueTimer,
  endByAgent,
  endByCustomer,
  leaveQueue,
  lockState,
  newConversation,
  sendMessage,
  type TransitionSettings,
  transition,
  transitionSettings,
} from '@/server/modules/conversations'
import { chooseStatus } from '@/server/modules/workforce'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addAgent, addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { drain, drainsDone } from '../actions/drain-queues'
import { openConversation } from '../actions/open-conversation'
import { openWithBot } from '../actions/open-with-bot'
import { requestHuman } from '../actions/request-human'
import { moveInQueue, reassign, takeOver } from '../actions/supervise-conversation'
import { sweepLostAgents, sweepTimers } from '../actions/sweep-timers'
import { transferConversation } from '../actions/transfer-conversation'
import { forgetConfiguration } from '../store/load-configuration'
import { markSeen } from '../store/presence'

/**
 * The real actions beside the table of states: every act is carried out on PostgreSQL and foretold by
 * `transition()`. What chance decides (whom dispatch chose) is read from the row; all the rest must agree.
 */
export type Rules = {
  confirmation: boolean
  reopen: 'reopen' | 'new'
  whenServiceEnds: 'take_message' | 'keep_waiting'
  silentFreesPlace: boolean
  reassignOnBreach: boolean
  reassignOnAgentLost: boolean
}

export const actNames = [
  ...['open', 'open_saying', 'enter_bot', 'ask_human', 'bot_writes', 'customer_writes', 'customer_ends'],
  ...['leave_queue', 'solved', 'not_solved', 'seen_last', 'agent_writes', 'other_agent_writes', 'note'],
  ...['supervisor_writes', 'agent_ends', 'supervisor_ends', 'to_agent', 'to_group', 'take_over', 'reassign'],
  ...['move', 'agent_lost', 'online', 'busy', 'offline', 'drain', 'wait', 'wait_long', 'wait_days'],
] as const
export type ActName = (typeof actNames)[number]

export type Act = {
  name: ActName
  /** Which customer, agent, group: taken modulo how many there are. */
  who: number
  whom: number
  /** The write of this number is the last before the transaction dies; 0: none. */
  dies: number
  elapsed: number
}

type Talk = { id: string; state: ConversationState }
type Ended = { refused: boolean; died: boolean }
type Happening = ConversationEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never

const WAITS: Partial<Record<ActName, number>> = { wait: 45_000, wait_long: 400_000, wait_days: 90_000_000 }
const SERVICE_ENDS = ['all_offline', 'outside_hours', 'group_empty']
export const deaths = `
  create sequence life_writes;
  create table life_death (at bigint not null);
  insert into life_death values (0);
  create function life_die() returns trigger language plpgsql as $$
  begin
    if nextval('life_writes') = (select at from life_death) then raise exception 'the process dies here'; end if;
    return new;
  end $$;`
export const deathlyTables = [
  'conversations',
  'conversation_events',
  'assignments',
  'agents',
  'queue_entries',
]

export class World {
  private now = Date.now()
  private talks: (Talk | null)[] = [null, null, null]
  private customers: string[] = []
  private agents: string[] = []
  private readonly settings: TransitionSettings
  refused = 0
  died = 0
  done = 0

  private constructor(
    private readonly scenario: Scenario,
    private readonly groups: string[],
    rules: Rules,
  ) {
    this.settings = transitionSettings({
      ...{ confirmClosing: rules.confirmation, organization: {}, channel: { reopen: rules.reopen } },
      ...{ channelThresholds: {}, group: groupOf(rules), groupThresholds: {} },
    })
  }

  static async make(rules: Rules): Promise<World> {
    const scenario = await buildScenario([
      { name: 'A', capacity: 2 },
      { name: 'B', capacity: 1 },
    ])
    const other = newId()
    const db = pool()
    await db.query('delete from conversation_timers')
    await db.query('delete from queue_entries')
    await db.query('insert into skill_groups(id, name, updated_at) values ($1, $2, now())', [other, other])
    await db.query('update skill_groups set settings = $1 where id = any($2)', [
      JSON.stringify(groupOf(rules)),
      [scenario.groupId, other],
    ])
    await db.query('update channels set confirm_closing = $1, settings = $2 where id = $3', [
      rules.confirmation,
      JSON.stringify({ reopen: rules.reopen }),
      scenario.channelId,
    ])
    const world = new World(scenario, [scenario.groupId, other], rules)
    world.agents = [...Object.values(scenario.agents), await addAgent(other, { name: 'C', capacity: 1 })]
    world.customers = [await addCustomer(), await addCustomer(), await addCustomer()]
    await db.query("update agents set lease_until = '2100-01-01'")
    forgetConfiguration()
    return world
  }

  /** One act, foretold and carried out; throws where the two differ. */
  async run(wanted: Act): Promise<void> {
    const act = this.meaningful(wanted)
    if (act.name === 'enter_bot') act.dies = 0
    this.now += act.elapsed + (WAITS[act.name] ?? 0)
    setClock(() => new Date(this.now))
    const before = await this.everything()
    if (act.dies > 0) await this.arm(act.dies)
    const result = await this.carryOut(act)
    if (act.dies > 0) await this.arm(0)
    if (act.dies > 0 && act.name in WAITS) return this.recover(act)
    if (result.died) {
      this.died += 1
      forgetConfiguration()
      if (alone(act.name)) same(await this.everything(), before, act, 'a dead transaction left something')
      else await this.catchUp(act)
      return this.compare(act)
    }
    const foretold = await this.foretell(act)
    if (foretold === 'refused') {
      this.refused += 1
      if (!result.refused) throw new Error(`${act.name} should have been refused`)
      same(await this.everything(), before, act, 'a refused act changed something')
      return
    }
    if (result.refused) throw new Error(`${act.name} was refused`)
    this.done += 1
    await this.settle(act)
    await this.compare(act)
  }

  /** Without a conversation, and mostly after its end, there is only one thing to do. */
  private meaningful(act: Act): Act {
    const talk = this.talk(act)
    const idle = !talk || (talk.state.endedAt !== null && act.whom % 3 > 0)
    const about =
      !(act.name in WAITS) && !['online', 'busy', 'offline', 'drain', 'enter_bot'].includes(act.name)
    return { ...act, name: !(idle && about) ? act.name : act.whom % 2 === 0 ? 'open' : 'open_saying' }
  }

  /** A sweep that died may have done a part; the next one does the rest, and nothing twice. */
  private async recover(act: Act): Promise<void> {
    this.died += 1
    await this.catchUp(act)
    this.now += 5_001
    await this.sweep()
    this.foretellSweep()
    await this.settle(act)
    await this.compare(act)
  }

  /** Of many transactions some may have been committed before the death: each whole, or not at all. */
  private async catchUp(act: Act): Promise<void> {
    for (const talk of this.talks) {
      if (!talk) continue
      const row = JSON.stringify(await this.read(talk.id), keys)
      for (const state of this.chain(act, talk)) {
        const candidate = await this.settled({ ...talk, state }, act.name === 'drain')
        if (JSON.stringify(candidate, keys) !== row) continue
        talk.state = candidate
        break
      }
    }
  }

  private chain(act: Act, { state }: Talk): ConversationState[] {
    const states = [state]
    if (act.name === 'agent_lost') {
      const outcome = this.step(state, { type: 'agent_lost' })
      return outcome.ok ? [state, outcome.next] : states
    }
    for (let last = state; act.name in WAITS; ) {
      const due = dueTimer(last, this.settings, this.now)
      const outcome = due && this.step(last, { type: 'timer_due', timer: due.timer })
      if (!outcome?.ok) break
      last = outcome.next
      states.push(last)
    }
    return states
  }

  ids(): string[] {
    return this.talks.flatMap((talk) => (talk ? [talk.id] : []))
  }

  stateOf(index: number): ConversationState | null {
    return this.talks[index]?.state ?? null
  }

  /** What the table says to this act now; null where it is no event of one conversation. */
  wouldRefuse(act: Act): boolean {
    const talk = this.talk(act)
    const event = talk && this.eventOf(act, talk)
    return Boolean(talk && event && !this.step(talk.state, event).ok)
  }

  private talk({ who }: Act): Talk | null {
    return this.talks[who % 3] ?? null
  }
  private agent({ whom }: Act): string {
    return this.agents[whom % this.agents.length] as string
  }
  private group({ whom }: Act): string {
    return this.groups[whom % this.groups.length] as string
  }
  private customer({ who }: Act): string {
    return this.customers[who % 3] as string
  }

  private step(state: ConversationState, event: Happening) {
    return transition(state, { ...event, at: this.now } as ConversationEvent, this.settings)
  }

  private async arm(count: number): Promise<void> {
    const at = count === 0 ? '0' : `(select last_value + ${count} from life_writes)`
    await pool().query(`update life_death set at = ${at}`)
  }

  private async carryOut(act: Act): Promise<Ended> {
    try {
      await this.act(act)
      await drainsDone()
      return { refused: false, died: false }
    } catch (error) {
      if (error instanceof AppError && error.code !== 'internal') return { refused: true, died: false }
      if (act.dies > 0 && String(error).includes('dies here')) return { refused: false, died: true }
      throw error
    }
  }

  private async act(act: Act): Promise<unknown> {
    const talk = this.talk(act)
    const by = { id: newId(), name: 'Supervisor' }
    const supervised = { conversationId: talk?.id ?? newId(), by, reason: 'because' }
    const id = talk?.id ?? newId()
    const holder = talk?.state.agentId ?? this.agent(act)
    switch (act.name) {
      case 'open':
        return this.open(act, null)
      case 'open_saying':
        return this.open(act, { clientMessageId: newId(), text: 'Hello' })
      case 'enter_bot':
        return this.enterBot(act)
      case 'ask_human':
        return requestHuman(id)
      case 'bot_writes':
        return this.say(id, 'bot', newId())
      case 'customer_writes':
        return this.say(id, 'customer', this.customer(act))
      case 'agent_writes':
        return this.say(id, 'agent', holder)
      case 'other_agent_writes':
        return this.say(id, 'agent', newId())
      case 'supervisor_writes':
        return this.say(id, 'agent', newId(), { anyone: true })
      case 'note':
        return this.say(id, 'agent', newId(), { anyone: true, kind: 'note' })
      case 'customer_ends':
        return endByCustomer(id)
      case 'leave_queue':
        return leaveQueue(id)
      case 'solved':
        return answerConfirmation(id, true)
      case 'not_solved':
        return answerConfirmation(id, false)
      case 'seen_last':
        return markSeen(pool(), [id], new Date(this.now))
      case 'agent_ends':
        return endByAgent({ conversationId: id, agentId: holder })
      case 'supervisor_ends':
        return endByAgent({ conversationId: id, agentId: null })
      case 'to_agent':
        return this.transfer(id, { agentId: this.agent(act) })
      case 'to_group':
        return this.transfer(id, { groupId: this.group(act) })
      case 'take_over':
        return takeOver({ ...supervised, agentId: this.agent(act) })
      case 'reassign':
        return reassign(supervised)
      case 'move':
        return moveInQueue({ ...supervised, groupId: this.group(act) })
      case 'agent_lost':
        return this.lose(this.agent(act))
      case 'online':
      case 'busy':
      case 'offline':
        return chooseStatus(this.agent(act), act.name, null, 'self')
      case 'drain':
        return drain(new Set(this.groups), true)
      default:
        return this.sweep()
    }
  }

  private async sweep(): Promise<void> {
    while ((await sweepTimers()).fired > 0);
  }

  private async open(act: Act, message: { clientMessageId: string; text: string } | null): Promise<void> {
    await openConversation({
      ...{ customerId: this.customer(act), channelId: this.scenario.channelId, message, topic: {} },
      ...{
        categoryId: null,
        entry: { siteId: null, projectType: null, pageUrl: null, language: null },
      },
    })
  }

  private async enterBot(act: Act): Promise<void> {
    const entered = await openWithBot(
      {
        ...{ customerId: this.customer(act), channelId: this.scenario.channelId, message: null, topic: {} },
        ...{ categoryId: null, entry: { siteId: null, projectType: null, pageUrl: null, language: null } },
      },
      {
        greeting: { text: 'Hello', meta: null },
        senderId: this.scenario.channelId,
        keep: async () => {},
      },
    )
    if (!entered) throw new AppError('conflict', 'open already')
  }

  private async say(
    conversationId: string,
    senderKind: 'customer' | 'agent' | 'bot',
    senderId: string,
    more: { anyone?: boolean; kind?: string } = {},
  ): Promise<void> {
    await sendMessage({
      ...{ conversationId, senderKind, senderId, clientMessageId: newId(), attachmentId: null },
      ...{ kind: 'text', text: 'A word', ...more },
    })
  }

  private async transfer(
    conversationId: string,
    to: { agentId: string } | { groupId: string },
  ): Promise<void> {
    const by = { id: newId(), name: 'Supervisor' }
    await transferConversation({ conversationId, fromAgentId: null, by, reason: 'because', to })
  }

  private async lose(agentId: string): Promise<void> {
    const set = (at: Date) => pool().query('update agents set lease_until = $1 where id = $2', [at, agentId])
    await set(new Date(this.now - 120_000))
    try {
      await sweepLostAgents()
    } finally {
      await set(new Date('2100-01-01'))
    }
  }

  private eventOf(act: Act, { state }: Talk): Happening | null {
    const agentId = this.agent(act)
    switch (act.name) {
      case 'bot_writes':
        return { type: 'bot_wrote' }
      case 'customer_writes':
        return { type: 'customer_wrote' }
      case 'agent_writes':
      case 'supervisor_writes':
        return { type: 'agent_wrote' }
      case 'customer_ends':
      case 'leave_queue':
        return { type: 'customer_ended' }
      case 'solved':
        return { type: 'customer_resolved', solved: true }
      case 'not_solved':
        return { type: 'customer_resolved', solved: false }
      case 'agent_ends':
        return { type: 'agent_ended' }
      case 'supervisor_ends':
        return { type: state.status === 'queued' ? 'supervisor_ended' : 'agent_ended' }
      case 'to_agent':
        return { type: 'transferred_to_agent', agentId }
      case 'to_group':
        return { type: 'transferred_to_group', groupId: this.group(act) }
      case 'take_over':
        return { type: 'taken_over', agentId }
      case 'reassign':
        return { type: 'reassigned' }
      case 'move':
        return { type: 'supervisor_moved', groupId: this.group(act) }
      default:
        return null
    }
  }

  /** Moves the model on; whatever dispatch decided is settled afterwards. */
  private async foretell(act: Act): Promise<'refused' | 'accepted'> {
    const { name } = act
    const talk = this.talk(act)
    if (name === 'open' || name === 'open_saying') return this.foretellOpen(act)
    if (name === 'enter_bot') {
      if (talk && talk.state.endedAt === null) return 'refused'
      // Who comes back to an agent is not for the bot.
      const back = talk ? this.step(talk.state, { type: 'customer_returned', agentAble: false }) : null
      if (back?.ok && back.effects.some(({ kind }) => kind === 'reopened')) return 'refused'
      const entered = this.step(newConversation, { type: 'entered_bot' })
      if (entered.ok) this.talks[act.who % 3] = { id: await this.latest(act), state: entered.next }
      return 'accepted'
    }
    if (name in WAITS) return this.foretellSweep()
    if (name === 'agent_lost') return this.foretellLost(act)
    if (['online', 'busy', 'offline', 'drain'].includes(name)) return 'accepted'
    if (!talk) return name === 'seen_last' ? 'accepted' : 'refused'
    if (name === 'seen_last') {
      if (talk.state.status === 'queued') talk.state = { ...talk.state, customerGoneSince: this.now }
      return 'accepted'
    }
    // Notes may be written after the end as well.
    if (name === 'note') return 'accepted'
    if (name === 'other_agent_writes') return 'refused'
    // Asked again it is no error and changes nothing; of an ended one it is refused.
    if (name === 'ask_human') return talk.state.endedAt === null ? 'accepted' : 'refused'
    if (name === 'leave_queue' && talk.state.status !== 'queued') return 'refused'
    const event = this.eventOf(act, talk)
    const outcome = event && this.step(talk.state, event)
    if (!outcome?.ok) {
      // What nobody expects of a bot: the batcher stores it in any open state, and it moves nothing.
      return name === 'bot_writes' && talk.state.endedAt === null ? 'accepted' : 'refused'
    }
    if (name === 'to_agent' && !(await this.hadRoom(act, talk))) return 'refused'
    talk.state = outcome.next
    return 'accepted'
  }

  private async hadRoom(act: Act, talk: Talk): Promise<boolean> {
    const { rows } = await pool().query<{ agentId: string | null }>(
      'select agent_id as "agentId" from conversations where id = $1',
      [talk.id],
    )
    if (rows[0]?.agentId === this.agent(act)) return true
    const { rows: now } = await pool().query<{ room: boolean }>(
      `select status = 'online' and current_count < capacity as room from agents where id = $1`,
      [this.agent(act)],
    )
    if (now[0]?.room) throw new Error('a transfer to somebody with room was not carried out')
    return false
  }

  private async latest(act: Act): Promise<string> {
    const { rows } = await pool().query<{ id: string }>(
      'select id from conversations where customer_id = $1 order by number desc limit 1',
      [this.customer(act)],
    )
    return rows[0]?.id as string
  }

  private async foretellOpen(act: Act): Promise<'accepted'> {
    const slot = act.who % 3
    const talk = this.talks[slot]
    if (!talk || talk.state.endedAt !== null) {
      const back = talk ? this.step(talk.state, { type: 'customer_returned', agentAble: false }) : null
      const reopens = back?.ok && back.effects.some(({ kind }) => kind === 'reopened')
      if (talk && back?.ok && reopens) talk.state = back.next
      else this.talks[slot] = { id: await this.latest(act), state: await this.placedFirst(act) }
      const now = this.talks[slot] as Talk
      now.state = await this.settled(now)
    }
    if (act.name === 'open_saying') {
      const now = this.talks[slot] as Talk
      const wrote = this.step(now.state, { type: 'customer_wrote' })
      if (!wrote.ok) throw new Error('an open conversation takes a word')
      now.state = wrote.next
    }
    return 'accepted'
  }

  private async placedFirst(act: Act): Promise<ConversationState> {
    const row = await this.read(await this.latest(act))
    const { agentId } = row
    const placement =
      // A queue may have been served by the time of the look.
      row.creationType === 'queued'
        ? { kind: 'queued' as const }
        : row.live && agentId
          ? { kind: 'assigned' as const, agentId }
          : { kind: 'message' as const, agentId }
    const outcome = this.step(newConversation, { type: 'human_requested', placement })
    if (!outcome.ok) throw new Error('a new conversation can be placed')
    return outcome.next
  }

  private foretellSweep(): 'accepted' {
    for (const talk of this.talks) {
      if (!talk) continue
      for (;;) {
        const due = dueTimer(talk.state, this.settings, this.now)
        const outcome = due && this.step(talk.state, { type: 'timer_due', timer: due.timer })
        if (!outcome?.ok) break
        talk.state = outcome.next
      }
    }
    return 'accepted'
  }

  private foretellLost(act: Act): 'accepted' {
    for (const talk of this.talks) {
      if (!talk || talk.state.agentId !== this.agent(act) || !talk.state.live) continue
      const outcome = this.step(talk.state, { type: 'agent_lost' })
      if (outcome.ok) talk.state = outcome.next
    }
    return 'accepted'
  }

  private async read(id: string): Promise<ConversationState> {
    const loaded = await lockState(pool(), id)
    if (!loaded) throw new Error('the conversation is gone')
    return loaded.state
  }

  /** What dispatch chose is read from the row, and what follows from the choice is the table's again. */
  private async settled(talk: Talk, draining = false): Promise<ConversationState> {
    const row = await this.read(talk.id)
    const { state } = talk
    const { agentId } = row
    if (state.status === 'with_bot' && row.status !== 'with_bot') {
      const placement =
        row.creationType === 'queued'
          ? { kind: 'queued' as const }
          : row.live && agentId
            ? { kind: 'assigned' as const, agentId }
            : { kind: 'message' as const, agentId }
      const outcome = this.step(state, { type: 'human_requested', placement })
      return outcome.ok ? this.settled({ ...talk, state: outcome.next }) : state
    }
    const given = state.agentId === null && agentId !== null
    if (state.status === 'awaiting_agent' && given)
      return this.must(state, { type: 'assigned', agentId: agentId as string })
    if (state.status !== 'queued' || row.status === 'queued') return state
    if (row.status !== 'awaiting_agent') return state
    if (row.live && agentId) return this.must(state, { type: 'assigned', agentId })
    const reason = draining ? await this.lastReason(talk.id) : ''
    return SERVICE_ENDS.includes(reason)
      ? this.must(state, { type: 'service_ended', agentId })
      : this.must(state, { type: 'overflowed', to: 'message', agentId })
  }

  private must(state: ConversationState, event: Happening): ConversationState {
    const outcome = this.step(state, event)
    if (!outcome.ok) throw new Error(`${event.type} is refused while ${state.status}`)
    return outcome.next
  }

  private async lastReason(id: string): Promise<string> {
    const { rows } = await pool().query<{ reason: string }>(
      `select body ->> 'reason' as reason from dispatch_decisions where conversation_id = $1 order by at desc, id desc limit 1`,
      [id],
    )
    return rows[0]?.reason ?? ''
  }

  private async settle(act: Act): Promise<void> {
    for (const talk of this.talks) {
      if (talk) talk.state = await this.settled(talk, act.name === 'drain')
    }
  }

  private async compare(act: Act): Promise<void> {
    for (const talk of this.talks) {
      if (!talk) continue
      const row = await this.read(talk.id)
      same(JSON.stringify(row, keys), JSON.stringify(talk.state, keys), act, 'row and model differ')
    }
    const { rows } = await pool().query(soundness, [this.agents, this.groups])
    if (rows.length > 0) throw new Error(`${act.name}: ${JSON.stringify(rows)}`)
  }

  private async everything(): Promise<string> {
    const { rows } = await pool().query<{ all: string }>(
      `select concat_ws(E'\n',
        (select jsonb_agg(c order by c.id) from conversations c where c.customer_id = any($1)),
        (select jsonb_agg(e order by e.conversation_id, e.seq) from conversation_events e join conversations c on c.id = e.conversation_id where c.customer_id = any($1)),
        (select jsonb_agg(s order by s.id) from assignments s where s.agent_id = any($2)),
        (select jsonb_agg(jsonb_build_array(a.id, a.current_count, a.over_count, a.status) order by a.id) from agents a where a.id = any($2)),
        (select jsonb_agg(q order by q.conversation_id) from queue_entries q where q.group_id = any($3)),
        (select count(*) from messages m join conversations c on c.id = m.conversation_id where c.customer_id = any($1))) as all`,
      [this.customers, this.agents, this.groups],
    )
    return rows[0]?.all ?? ''
  }
}

/** One transaction: all of it or nothing. */
const alone = (name: ActName) => !(name in WAITS) && !['drain', 'agent_lost', 'enter_bot'].includes(name)

const keys = Object.keys(newConversation).sort()

const groupOf = ({ whenServiceEnds, silentFreesPlace, reassignOnBreach, reassignOnAgentLost }: Rules) => ({
  ...{ whenServiceEnds, silentFreesPlace, reassignOnBreach, reassignOnAgentLost },
})

function same(is: string, should: string, act: Act, what: string): void {
  if (is !== should) throw new Error(`${act.name}: ${what}\n is ${is}\n should ${should}`)
}

const soundness = `
  select 'count differs' as what, a.id::text as id from agents a where a.id = any($1) and a.current_count <>
    (select count(*) from assignments s join conversations c on c.id = s.conversation_id
     where s.agent_id = a.id and s.ended_at is null and s.holds_place and not c.place_freed)
  union all select 'member count differs', m.agent_id::text from group_members m where m.agent_id = any($1) and m.current_count <>
    (select count(*) from assignments s join conversations c on c.id = s.conversation_id
     where s.agent_id = m.agent_id and s.group_id = m.group_id and s.ended_at is null and s.holds_place and not c.place_freed)
  union all select 'over the limit without saying so', a.id::text from agents a where a.id = any($1)
    and a.current_count - a.over_count > a.capacity
  union all select 'holder without assignment', c.id::text from conversations c where c.group_id = any($2) and c.ended_at is null
    and c.agent_id is not null and not exists (select 1 from assignments s where s.conversation_id = c.id
      and s.ended_at is null and s.agent_id = c.agent_id and s.holds_place = c.live)
  union all select 'assignment without holder', c.id::text from conversations c where c.group_id = any($2)
    and (c.ended_at is not null or c.agent_id is null)
    and exists (select 1 from assignments s where s.conversation_id = c.id and s.ended_at is null)
  union all select 'queue differs', c.id::text from conversations c where c.group_id = any($2)
    and (c.status = 'queued') <> exists (select 1 from queue_entries q where q.conversation_id = c.id)
  union all select 'a gap in the log', c.id::text from conversations c where c.group_id = any($2)
    and c.last_seq <> (select count(*) from conversation_events e where e.conversation_id = c.id)
  union all select 'no timer row', c.id::text from conversations c where c.group_id = any($2)
    and (c.ended_at is null) <> exists (select 1 from conversation_timers t where t.conversation_id = c.id)`
