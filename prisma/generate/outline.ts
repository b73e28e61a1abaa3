import { type Chance, chanceOf } from '../seed/chance'
import { hour, minute, second } from '../seed/history/time'
import { isOnline, nextOnline, type OnDuty } from './duty-day'
import type { Person } from './organisation'
import { busyness, type DayPlan, instantOf, type Plan } from './plan'
import type { Who } from './who'

/** What becomes of a conversation: everything but the words. */
export type Outline = {
  who: Who
  chance: Chance
  at: number
} & (
  | {
      kind: 'direct' | 'queued'
      assignedAt: number
      agent: Person
      passedTo: Person | null
      returns: boolean
    }
  | { kind: 'offline'; agent: Person; answeredAt: number }
  | { kind: 'abandoned'; leftAt: number }
)

/** Who is on duty at a desk on a day, the one who was longest without a customer first. */
export class Desks {
  private readonly byDesk = new Map<string, OnDuty[]>()
  private readonly last = new Map<string, number>()

  constructor(onDuty: OnDuty[]) {
    for (const one of onDuty)
      for (const deskId of one.person.deskIds)
        this.byDesk.set(deskId, [...(this.byDesk.get(deskId) ?? []), one])
  }

  anyone(deskId: string, at: number): boolean {
    return (this.byDesk.get(deskId) ?? []).some((one) => isOnline(one, at))
  }

  /** Of a few who are online, the one idle longest. */
  take(deskId: string, at: number, chance: Chance, except?: Person): Person | null {
    const online = (this.byDesk.get(deskId) ?? []).filter((one) => one.person !== except && isOnline(one, at))
    if (online.length === 0) return null
    const few = [chance.pick(online), chance.pick(online), chance.pick(online)]
    const { person } = few.reduce((a, b) => (this.idle(b) < this.idle(a) ? b : a))
    this.last.set(person.id, at)
    return person
  }

  /** Who answers a message from `at` on, and when. */
  receiver(deskId: string, at: number, chance: Chance): { agent: Person; from: number } | null {
    const able = (this.byDesk.get(deskId) ?? []).flatMap((one) => {
      const from = nextOnline(one, at)
      return from === null ? [] : [{ agent: one.person, from }]
    })
    return able.length === 0 ? null : chance.pick(able)
  }

  private idle({ person }: OnDuty): number {
    return this.last.get(person.id) ?? 0
  }
}

export type Around = { today: Desks; tomorrow: Desks }

export function outlineOf(plan: Plan, day: DayPlan, slot: number, who: Who, around: Around): Outline {
  const chance = chanceOf(`${plan.seed} case ${day.index} ${slot}`)
  const { curve, ahead } = who.entrance
  const at = instantOf(day, curve, ahead, plan.until, chance.next())
  const deskId = who.desk.id
  const base = { who, chance, at }
  if (!around.today.anyone(deskId, at)) {
    return takeMessage(plan, base, around) ?? { ...base, kind: 'abandoned', leftAt: at + patience(chance) }
  }
  const load = busyness(curve, Math.floor((at - day.from) / hour) + ahead)
  const fate = chance.next()
  if (fate < 0.015 + 0.035 * load) return { ...base, kind: 'abandoned', leftAt: at + patience(chance) }
  const waits = fate < 0.05 + 0.2 * load
  const wait = waits ? Math.round(Math.min(40 * minute, chance.around(35 + 80 * load, 0.9) * second)) : 0
  const agent = around.today.take(deskId, at + wait, chance) ?? around.today.take(deskId, at, chance)!
  const passedTo = chance.yes(0.05) ? around.today.take(deskId, at + wait, chance, agent) : null
  const returns = passedTo === null && chance.yes(0.022)
  const kind = waits ? 'queued' : 'direct'
  return { ...base, kind, assignedAt: at + wait, agent, passedTo, returns }
}

function takeMessage(
  plan: Plan,
  base: { who: Who; chance: Chance; at: number },
  around: Around,
): Outline | null {
  const { chance, at, who } = base
  const found =
    around.today.receiver(who.desk.id, at, chance) ?? around.tomorrow.receiver(who.desk.id, at, chance)
  if (found === null) return null
  const answeredAt = found.from + Math.round(chance.around(14, 0.7) * minute)
  return answeredAt > plan.until - 20 * minute
    ? null
    : { ...base, kind: 'offline', agent: found.agent, answeredAt }
}

const patience = (chance: Chance): number =>
  Math.round(chance.yes(0.1) ? chance.between(1.5, 8) * second : 15 * second + chance.exponential(3 * minute))
