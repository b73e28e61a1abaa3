import { chanceOf } from '../seed/chance'
import { type Context, type HistoryRows, materialise } from '../seed/history/materialise'
import { hour, minute } from '../seed/history/time'
import type { Conversation } from '../seed/history/world'
import { CopyText } from '../seed/load/copy-rows'
import { afterwards } from './after'
import { dutyOf, dutyRows, type OnDuty } from './duty-day'
import { type Lived, live } from './live'
import type { Organisation } from './organisation'
import { type Around, Desks, type Outline, outlineOf } from './outline'
import { type DayPlan, type Plan, planDays } from './plan'
import { sizesOf } from './sizes'
import { whoIs } from './who'

export type DayRows = HistoryRows<CopyText> & Record<'customers' | 'threads' | 'spans' | 'shifts', CopyText>

/** Makes the rows of any day of a plan, in any order, always the same. */
export class DayMaker {
  readonly days: DayPlan[]
  private readonly names: Context['names']
  /** Of the day made last, and of the one after it. */
  private duty = new Map<string, OnDuty[]>()

  constructor(
    readonly plan: Plan,
    readonly organisation: Organisation,
  ) {
    this.days = planDays(plan)
    const { people, desks, wrapUps, roots } = organisation
    const pathOf = (id: string): object[] => {
      const own = wrapUps.find((wrapUp) => wrapUp.id === id)
      return own ? [...(own.parentId ? pathOf(own.parentId) : []), own.names] : []
    }
    this.names = {
      agents: new Map(people.map(({ id, publicName }) => [id, { id, name: publicName, avatarUrl: null }])),
      groups: new Map(
        [...desks, ...roots.map(({ id }) => ({ id, name: '' }))].map(({ id, name }) => [id, name]),
      ),
      wrapUps: new Map(wrapUps.map(({ id }) => [id, pathOf(id)])),
      decisionAt: () => null,
    }
  }

  rowsOf(day: DayPlan): DayRows {
    const rows = emptyRows()
    const onDuty = this.dutyOn(day)
    const next = this.days[day.index + 1]
    const tomorrow = next ? this.dutyOn(next) : []
    this.duty = new Map([[next?.date ?? '', tomorrow]])
    const duty = dutyRows(onDuty, day.date, this.plan.until)
    for (const row of duty.spans) rows.spans.push(row)
    for (const row of duty.shifts) rows.shifts.push(row)
    const around = { today: new Desks(onDuty), tomorrow: new Desks(tomorrow) }
    const outlines = this.outlines(day, around)
    const sizes = sizesOf(outlines, day.messages)
    outlines.forEach((outline, index) => {
      this.add(rows, outline, sizes[index]!, this.plan.firstNumber + day.offset + index)
    })
    return rows
  }

  private dutyOn(day: DayPlan): OnDuty[] {
    return this.duty.get(day.date) ?? dutyOf(this.organisation, day)
  }

  private outlines(day: DayPlan, around: Around): Outline[] {
    const place = { plan: this.plan, days: this.days, organisation: this.organisation }
    return Array.from({ length: day.conversations }, (_, slot) =>
      outlineOf(this.plan, day, slot, whoIs(place, day, slot), around),
    ).sort((a, b) => a.at - b.at || (a.who.threadId < b.who.threadId ? -1 : 1))
  }

  private add(rows: DayRows, outline: Outline, size: number, number: number): void {
    const { who, at, chance } = outline
    const hurried = at > this.plan.until - 4 * hour
    const lived = live(outline, size, hurried)
    if (outline.kind !== 'offline') squeeze(lived, at, this.plan.until - minute)
    const items = [...lived.items, ...afterwards(this.organisation, outline, lived)]
    const { customer, threadId, topic, entrance, desk, leaf } = who
    if (who.isNew) rows.customers.push(customerRow(who, at))
    if (!who.returns) rows.threads.push([threadId, customer.id, 'customer', topic, new Date(at)])
    const conversation: Conversation = {
      ...{ id: chance.id(at), customer, topic, threadId, priority: customer.vipLevel, enteredAt: at },
      arrival: { at, channel: 'web', leaf: leaf.key, language: entrance.language },
      ...{
        groupEnteredAt: at,
        groupId: desk.id,
        firstGroupId: desk.id,
        agentId: null,
        state: 'ended',
        version: 0,
      },
      ...{
        script: [],
        slots: {} as Conversation['slots'],
        transfersLeft: 0,
        offered: outline.kind !== 'offline',
      },
      items: items.filter((item) => item.at <= this.plan.until),
      assignments: lived.assignments,
      endedAt: lived.endedAt,
      reopened: items.some((item) => item.type === 'reopened') ? 1 : 0,
    }
    const context: Context = {
      ...{ names: this.names, channelId: entrance.id, categoryId: leaf.id, siteId: '', projectType: '' },
      ...{ pageUrl: 'https://shop.generated.example/', confirms: entrance.confirms },
      chance: chanceOf(`${conversation.id} rows`),
    }
    materialise(conversation, number, context, rows)
  }
}

/** History leaves nothing open: what would end after it went faster. */
function squeeze(lived: Lived, from: number, until: number): void {
  if (lived.endedAt <= until) return
  const share = (until - from) / (lived.endedAt - from)
  const sooner = (at: number) => from + Math.round((at - from) * share)
  for (const item of lived.items) item.at = sooner(item.at)
  for (const assignment of lived.assignments) {
    assignment.startedAt = sooner(assignment.startedAt)
    if (assignment.endedAt !== null) assignment.endedAt = sooner(assignment.endedAt)
  }
  lived.endedAt = until
}

function customerRow({ customer: c }: Outline['who'], at: number) {
  return [
    ...[c.id, c.externalId, c.name, c.email, c.phone, c.language, c.tags, c.vipLevel],
    ...[{ country: c.country }, new Date(c.createdAt), new Date(at)],
  ]
}

function emptyRows(): DayRows {
  const list = () => new CopyText()
  return {
    ...{ conversations: list(), messages: list(), events: list(), assignments: list(), rounds: list() },
    ...{ ratings: list(), customers: list(), threads: list(), spans: list(), shifts: list() },
  }
}
