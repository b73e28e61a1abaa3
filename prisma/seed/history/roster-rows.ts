/** The plan that the company's shifts came from: templates, two rotations, entries, and what should be covered. */
import { type Chance, chanceOf } from '../chance'
import { groups } from '../company/groups'
import type { Pattern } from '../company/people'
import type { Row } from '../load/columns'
import { shiftHours, starts } from './duty'
import type { Made } from './make-world'
import { day as dayMs } from './time'

const names: Record<Pattern, { name: string; letter: string; colors: string[] }> = {
  early: { name: 'Early', letter: 'E', colors: ['blue', 'blue', 'teal', 'teal'] },
  late: { name: 'Late', letter: 'L', colors: ['amber', 'amber', 'pink'] },
  china: { name: '中国班', letter: '中', colors: ['violet', 'violet', 'green'] },
}
const draftsFrom = 9
const draftsUntil = 12

type Template = { id: string; startMinute: number; row: Row }

const work = (from: number, pause: number) =>
  JSON.stringify([
    { kind: 'work', from, until: from + shiftHours * 60 },
    { kind: 'break', from: pause, until: pause + 30 },
  ])

const two = (value: number) => String(value).padStart(2, '0')

function templatesOf(chance: Chance, foundedAt: number): Template[] {
  let position = 0
  return (Object.keys(starts) as Pattern[]).flatMap((pattern) =>
    starts[pattern].map((hours, index): Template => {
      const { name, letter, colors } = names[pattern]
      const startMinute = hours * 60
      const clock = `${two(Math.floor(hours))}:${two((hours % 1) * 60)}`
      const id = chance.id(foundedAt)
      position += 1
      const segments = work(startMinute, startMinute + 240)
      return {
        ...{ id, startMinute },
        row: [id, `${name} ${clock}`, `${letter}${index + 1}`, colors[index] ?? 'gray', segments, position],
      }
    }),
  )
}

export function rosterRows(made: Made, now: number) {
  const { world, organisation, foundedAt, days } = made
  const chance = chanceOf('fernhalde-1 plan')
  const templates = templatesOf(chance, foundedAt)
  const today = days.findIndex((day) => now < day.until)
  const drafts = new Set(days.slice(today + draftsFrom, today + draftsUntil).map(({ date }) => date))
  const founded = new Date(foundedAt)
  const entryOf = new Map<object, string | null>()
  const entries = world.agents.flatMap((agent, index) =>
    agent.duties.map((duty): Row => {
      const id = chance.id(foundedAt)
      const templateId = templates.find(({ startMinute }) => startMinute === duty.startMinute)?.id ?? null
      const pause = duty.startMinute + (duty.lunch.from - duty.from) / 60_000
      const segments = work(duty.startMinute, pause)
      const draft = index % 4 === 1 && drafts.has(duty.date)
      entryOf.set(duty, draft ? null : id)
      const published = draft ? null : { templateId, segments: JSON.parse(segments), note: '' }
      return [id, agent.id, duty.date, templateId, segments, published, draft ? null : founded]
    }),
  )
  const [first, second] = [templates[1], templates[5]]
  const rotations = [
    [chance.id(foundedAt), 'Five on, two off', [first, first, first, first, first, null, null]],
    [
      chance.id(foundedAt),
      'Early and late in turn',
      [first, first, first, null, second, second, second, null],
    ],
  ] as const
  return {
    templates: templates.map(({ row }) => row),
    rotations: rotations.map(
      ([id, name, cycle]): Row => [
        ...[id, name, JSON.stringify(cycle.map((template) => template?.id ?? null))],
      ],
    ),
    rotationMembers: organisation.agents.slice(0, 8).map((agent, index): Row => {
      const [rotationId, , cycle] = rotations[index % 2] ?? rotations[0]
      const startsOn = days[0]?.date ?? ''
      return [chance.id(foundedAt + dayMs), rotationId, agent.id, startsOn, index % cycle.length]
    }),
    entries,
    targets: targetsOf(made),
    /** The entry that a duty came from; null while it is only planned. */
    entryOf: (duty: object) => entryOf.get(duty) ?? null,
  }
}

/** A third of a group by day, most around noon; half of that at weekends. */
function targetsOf({ organisation }: Made): Row[] {
  return groups.flatMap((group) => {
    const members = organisation.agents.filter((agent) =>
      agent.memberships.some((membership) => membership.group === group.key),
    ).length
    return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
      Array.from({ length: 48 }, (_, slot): Row | null => {
        const open = slot >= 17 && slot < 41
        const peak = slot >= 22 && slot < 32 ? 0.4 : 0.28
        const agents = open ? Math.max(1, Math.round(members * peak * (weekday > 5 ? 0.6 : 1))) : 0
        return agents > 0 ? [organisation.ids.groups[group.key], weekday, slot, agents] : null
      }).filter((row) => row !== null),
    )
  })
}
