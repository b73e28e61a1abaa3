/**
 * What is wrong with a rule without anybody having made a mistake: what it names is gone or switched off, or an
 * earlier rule takes everybody whom it would. A rule covers a later one when each of its conditions lets
 * through everything that the later rule's condition lets through; several rules that only together cover a
 * later one are not looked for.
 */
import type { RuleConditions, RuleTime, RuleWarning } from '../contract'
import type { RoutingRule } from './types'

export interface Named {
  id: string
  name: string
  disabled: boolean
}

export interface RuleWorld {
  channels: Named[]
  groups: (Named & { paused: boolean })[]
  categories: (Named & { parentId: string | null })[]
}

/** By rule id, in the order of the rules; `rules` stand in their order. */
export function warnOfRules(rules: RoutingRule[], world: RuleWorld): Map<string, RuleWarning[]> {
  const enabled = rules.filter((rule) => rule.enabled)
  return new Map(
    rules.map((rule) => {
      const before = rule.enabled ? enabled.slice(0, enabled.indexOf(rule)) : []
      const covering = before.find((earlier) => covers(earlier.conditions, rule.conditions, world))
      const last = rule === enabled.at(-1)
      return [
        rule.id,
        [
          ...warnOfNames(rule, world),
          ...(covering ? [{ code: 'never_reached' as const, names: [covering.name] }] : []),
          ...(rule.enabled && !last && takesEverything(rule) && !covering
            ? [{ code: 'takes_everything' as const, names: [] }]
            : []),
        ],
      ]
    }),
  )
}

function takesEverything({ conditions }: RoutingRule): boolean {
  return Object.values(conditions).every((wanted) => Array.isArray(wanted) && wanted.length === 0)
}

function warnOfNames(rule: RoutingRule, world: RuleWorld): RuleWarning[] {
  const warnings: RuleWarning[] = []
  const group = world.groups.find(({ id }) => id === rule.groupId)
  if (group?.disabled) warnings.push({ code: 'group_disabled', names: [group.name] })
  else if (group?.paused) warnings.push({ code: 'group_paused', names: [group.name] })
  for (const [kind, wanted, known] of [
    ['channel', rule.conditions.channelIds ?? [], world.channels],
    ['category', rule.conditions.categoryIds ?? [], world.categories],
  ] as const) {
    const found = wanted.map((id) => known.find((one) => one.id === id))
    const gone = wanted.filter((_, index) => found[index] === undefined)
    const off = found.filter((one) => one?.disabled).map((one) => one?.name ?? '')
    if (gone.length > 0) warnings.push({ code: `${kind}_gone`, names: gone })
    if (off.length > 0) warnings.push({ code: `${kind}_disabled`, names: off })
  }
  return warnings
}

/** Whatever meets the later conditions meets the earlier ones. */
export function covers(earlier: RuleConditions, later: RuleConditions, world: RuleWorld): boolean {
  const within = (wide: string[] | undefined, narrow: string[] | undefined, fits = same) =>
    !wide?.length || (!!narrow?.length && narrow.every((one) => wide.some((other) => fits(one, other))))
  return (
    within(earlier.channelIds, later.channelIds) &&
    within(earlier.siteIds, later.siteIds) &&
    within(earlier.projectTypes, later.projectTypes) &&
    within(earlier.productCategories, later.productCategories) &&
    within(earlier.categoryIds, later.categoryIds, (one, other) => lineage(one, world).includes(other)) &&
    within(earlier.stages, later.stages) &&
    within(earlier.languages, later.languages, isKindOf) &&
    within(earlier.customerTags, later.customerTags) &&
    (earlier.vipMin ?? 0) <= (later.vipMin ?? 0) &&
    coversTime(earlier.time, later.time)
  )
}

const same = (one: string, other: string): boolean => one === other

/** 'zh-CN' is a kind of 'zh'. */
const isKindOf = (one: string, other: string): boolean =>
  `${one.toLowerCase()}-`.startsWith(`${other.toLowerCase()}-`)

/** The category and everything above it; ends at a circle. */
function lineage(id: string, { categories }: RuleWorld): string[] {
  const ids: string[] = []
  let next: string | null | undefined = id
  while (next && !ids.includes(next)) {
    ids.push(next)
    next = categories.find((category) => category.id === next)?.parentId
  }
  return ids
}

/** Spans that reach into the next day are compared only as wholes. */
function coversTime(earlier: RuleTime | undefined, later: RuleTime | undefined): boolean {
  if (earlier === undefined) return true
  if (later === undefined || earlier.timeZone !== later.timeZone) return false
  if (!later.weekdays.every((day) => earlier.weekdays.includes(day))) return false
  if (earlier.from === later.from && earlier.to === later.to) return true
  const oneDay = earlier.from < earlier.to && later.from < later.to
  return oneDay && earlier.from <= later.from && later.to <= earlier.to
}
