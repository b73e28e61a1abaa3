import { chanceOf } from '../seed/chance'
import { type Customer, makeCustomer, topicOf } from '../seed/history/customers'
import type { Desk, Entrance, Organisation } from './organisation'
import type { DayPlan, Plan } from './plan'

/**
 * Who a conversation is with and what about, read off its place in the plan alone. So a customer who comes back
 * months later is known again without anybody keeping a list: each day can be made by itself, in any process.
 */
export type Who = {
  customer: Customer
  /** Comes for the first time. */
  isNew: boolean
  threadId: string
  /** Goes on with a matter of the days before. */
  returns: boolean
  topic: string
  entrance: Entrance
  desk: Desk
  leaf: Organisation['leaves'][number]
}
type Place = { plan: Plan; days: DayPlan[]; organisation: Organisation }

const freshShare = 0.93
const freshOf = (day: DayPlan) => Math.ceil(day.conversations * freshShare)
const isFirst = (slot: number) => slot % 8 < 5

export function whoIs(place: Place, day: DayPlan, slot: number): Who {
  const { plan, days } = place
  const chance = chanceOf(`${plan.seed} again ${day.index} ${slot}`)
  const earlier = days[day.index - chance.whole(1, 3)]
  if (slot >= freshOf(day) && earlier && earlier.conversations > 0) {
    return { ...whoBegan(place, earlier, chance.whole(0, freshOf(earlier) - 1)), isNew: false, returns: true }
  }
  return whoBegan(place, day, slot)
}

function whoBegan(place: Place, day: DayPlan, slot: number): Who {
  const { plan, days, organisation } = place
  const chance = chanceOf(`${plan.seed} who ${day.index} ${slot}`)
  const known = isFirst(slot) ? null : knownBefore(days, day, chance.next(), chance.next())
  const entrance = chance.weighted(organisation.entrances.map((one) => [one, one.weight] as const))
  const desks = organisation.served.filter(({ desk }) => desk.language === entrance.language)
  const { desk } = chance.weighted(desks.map((one) => [one, one.weight] as const))
  const leaf = chance.weighted(organisation.leaves.map((one) => [one, one.weight] as const))
  const threadId = chance.id(day.from)
  const order = `order:G${plan.seed}-${day.offset + slot}`
  const topic = topicOf(leaf.key, '').startsWith('order:') || known ? order : topicOf(leaf.key, '')
  const customer = known ? customerOf(place, known.day, known.slot) : customerOf(place, day, slot)
  return { customer, isNew: known === null, threadId, returns: false, topic, entrance, desk, leaf }
}

/** Somebody who came for the first time on an earlier day; null on the first days. */
function knownBefore(days: DayPlan[], day: DayPlan, x: number, y: number) {
  const earlier = days[Math.floor(x * day.index)]
  if (day.index === 0 || !earlier || earlier.conversations === 0) return null
  const slot = Math.floor(y * freshOf(earlier))
  return { day: earlier, slot: isFirst(slot) ? slot : slot - 5 }
}

function customerOf({ plan, organisation }: Place, day: DayPlan, slot: number): Customer {
  const chance = chanceOf(`${plan.seed} customer ${day.index} ${slot}`)
  const language = chanceOf(`${plan.seed} who ${day.index} ${slot}`).weighted(
    organisation.entrances.map((one) => [one, one.weight] as const),
  ).language
  const customer = makeCustomer(day.from, language, (day.offset + slot) % 10_000, chance)
  const externalId = customer.externalId === null ? null : `G${plan.seed}-${day.offset + slot}`
  return { ...customer, externalId }
}
