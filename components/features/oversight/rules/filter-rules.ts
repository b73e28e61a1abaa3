import type { AlarmRuleView } from '@/server/modules/oversight/contract'

export const ruleSorts = ['name', 'level', 'threshold', 'open', 'enabled'] as const
export type RuleSort = (typeof ruleSorts)[number]
export const ruleStates = ['on', 'off'] as const

type Asked = {
  search: string
  state: (typeof ruleStates)[number] | null
  sort: { id: string; direction: 'asc' | 'desc' }
  nameOf: (rule: AlarmRuleView) => string
}

/** There are a few dozen rules at most: what the table shows is worked out where it is shown. */
export function filterRules(rules: readonly AlarmRuleView[], asked: Asked): AlarmRuleView[] {
  const { search, state, sort, nameOf } = asked
  const text = search.trim().toLowerCase()
  const by = ruleSorts.find((one) => one === sort.id) ?? 'name'
  const orderOf = (rule: AlarmRuleView) => (by === 'name' ? nameOf(rule).toLowerCase() : rule[by])
  const turn = sort.direction === 'desc' ? -1 : 1
  return rules
    .filter((rule) => state === null || rule.enabled === (state === 'on'))
    .filter((rule) => text === '' || nameOf(rule).toLowerCase().includes(text))
    .toSorted((a, b) => {
      const [one, other] = [orderOf(a), orderOf(b)]
      return turn * (one < other ? -1 : one > other ? 1 : 0) || (a.id < b.id ? -1 : 1)
    })
}
