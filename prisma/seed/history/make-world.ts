import { chanceOf } from '../chance'
import { type ChannelKey, channels } from '../company/channels'
import { calendars, company } from '../company/organisation'
import { Agenda } from './agenda'
import { planArrivals } from './arrivals'
import { customerBook } from './customers'
import { type Leave, planDuties } from './duty'
import { makeOrganisation, type Organisation } from './organisation-rows'
import { isOpen } from './rules'
import { day, type LocalDay, localDays, minute } from './time'
import type { AgentState, World } from './world'

export const historyDays = 30
const rosterDays = 14
/** Customers stop coming so long before `now`, for the last ones to be served. */
const quietEnd = 20 * minute
const decisionDays = 4
const seed = 'fernhalde-1'

export type Made = {
  world: World
  organisation: Organisation
  book: ReturnType<typeof customerBook>
  days: LocalDay[]
  leaves: Leave[]
  foundedAt: number
}

/** The company on the first morning of its history, with everything that is planned. */
export function makeWorld(now: number, pastDays = historyDays): Made {
  const days = localDays(now, company.timeZone, -pastDays, rosterDays)
  const past = days.slice(0, pastDays + 1)
  const foundedAt = days[0]!.from - 30 * day
  const organisation = makeOrganisation(chanceOf(`${seed} organisation`), foundedAt)
  const horizon = now - minute
  const { duties, leaves } = planDuties(
    days,
    organisation.agents.map((agent) => agent.pattern),
    chanceOf(`${seed} roster`),
  )
  const agents = organisation.agents.map(
    (agent, index): AgentState => ({
      ...agent,
      status: 'offline',
      current: 0,
      groupCurrent: new Map(),
      lastAssignedAt: null,
      received: { date: '', count: 0 },
      spans: [],
      duties: duties.filter((duty) => duty.agentIndex === index),
    }),
  )
  const book = customerBook(chanceOf(`${seed} customers`))
  const world: World = {
    organisation,
    rules: organisation.rules.map(({ boost, ...rule }) => ({ ...rule, enabled: true, priorityBoost: boost })),
    agents,
    agentById: new Map(agents.map((agent) => [agent.id, agent])),
    channelOpen: openingHours(),
    localDate: dateOf(days),
    horizon,
    agenda: new Agenda(),
    conversations: [],
    open: new Map(),
    openThreads: new Set(),
    queue: [],
    decisions: [],
    keepDecisionsFrom: now - decisionDays * day,
    chance: chanceOf(`${seed} life`),
    customers: book,
  }
  for (const agent of agents) {
    for (const change of agent.duties.flatMap((duty) => duty.changes)) {
      if (change.at <= horizon) world.agenda.add(change.at, { kind: 'status', agent, change })
    }
  }
  for (const arrival of planArrivals(past, now - quietEnd, chanceOf(`${seed} arrivals`))) {
    world.agenda.add(arrival.at, { kind: 'arrival', arrival, again: null })
  }
  return { world, organisation, book, days, leaves, foundedAt }
}

/** Opening hours by channel, asked for thousands of times: kept per quarter of an hour, where all spans begin. */
function openingHours(): World['channelOpen'] {
  const known = new Map<string, boolean>()
  return (key: ChannelKey, at: number) => {
    const channel = channels.find((candidate) => candidate.key === key)!
    const calendar = calendars.find((candidate) => candidate.key === channel.calendar)!
    const quarter = Math.floor(at / (15 * minute))
    const memo = `${calendar.key} ${quarter}`
    const open = known.get(memo) ?? isOpen({ ...calendar, exceptions: [] }, quarter * 15 * minute)
    known.set(memo, open)
    return open
  }
}

function dateOf(days: LocalDay[]): World['localDate'] {
  let last = days[0]!
  return (at) => {
    if (at < last.from || at >= last.until)
      last = days.find((day) => at >= day.from && at < day.until) ?? last
    return last.date
  }
}
