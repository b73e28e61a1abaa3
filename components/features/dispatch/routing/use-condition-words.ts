'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { RuleCondition, RuleConditions, RuleTime } from '@/server/modules/dispatch/contract'
import { useLanguageName } from './language-options'
import type { Routing } from './use-routing'

export type ConditionWords = { condition: RuleCondition; label: string; text: string }

/** A Monday; the days after it give the names of the week. */
const monday = Date.UTC(2024, 0, 1)
const order = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export function useWeekdayNames(style: 'short' | 'long' = 'short'): Record<(typeof order)[number], string> {
  const format = new Intl.DateTimeFormat(useLocale(), { weekday: style, timeZone: 'UTC' })
  return Object.fromEntries(
    order.map((day, index) => [day, format.format(monday + index * 86_400_000)]),
  ) as Record<(typeof order)[number], string>
}

/** What a rule tests, in names and not in ids. */
export function useConditionWords({ choices, categoryNames }: Pick<Routing, 'choices' | 'categoryNames'>) {
  const t = useTranslations('routing.condition')
  const format = useFormatter()
  const languageName = useLanguageName()
  const days = useWeekdayNames()
  const gone = t('gone')
  const anyOf = (values: string[]) => format.list(values, { type: 'disjunction' })
  const timeText = ({ weekdays, from, to, timeZone }: RuleTime) =>
    t('timeText', {
      days: weekdays.length === 7 ? t('everyDay') : format.list(weekdays.map((day) => days[day])),
      from,
      to,
      zone: timeZone,
    })

  return (conditions: RuleConditions): ConditionWords[] => {
    const words: ConditionWords[] = []
    const add = (condition: RuleCondition, text: string) =>
      words.push({ condition, label: t(`label.${condition}`), text })
    const list = (condition: 'siteIds' | 'projectTypes' | 'productCategories' | 'customerTags') => {
      const values = conditions[condition]
      if (values?.length) add(condition, anyOf(values))
    }
    if (conditions.channelIds?.length) {
      const nameOf = (id: string) => choices.channels.find((channel) => channel.id === id)?.name ?? gone
      add('channelIds', anyOf(conditions.channelIds.map(nameOf)))
    }
    list('siteIds')
    list('projectTypes')
    list('productCategories')
    if (conditions.categoryIds?.length) {
      add('categoryIds', anyOf(conditions.categoryIds.map((id) => categoryNames.get(id) ?? gone)))
    }
    if (conditions.stages?.length) {
      add('stages', anyOf(conditions.stages.map((stage) => t(`stage.${stage}`))))
    }
    if (conditions.languages?.length) add('languages', anyOf(conditions.languages.map(languageName)))
    list('customerTags')
    if (conditions.vipMin !== undefined) add('vipMin', t('vipText', { level: conditions.vipMin }))
    if (conditions.time) add('time', timeText(conditions.time))
    return words
  }
}
