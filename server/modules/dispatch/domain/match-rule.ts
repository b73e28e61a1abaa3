/**
 * Layer 1: which skill group. Rules are tried in their order and the first that matches wins; a default stands
 * at the end, so every request has a group. Each rule passed on the way is reported with all conditions that
 * failed, because "why not my rule?" is the question people ask.
 */
import type { RuleCondition, RuleConditions, RuleTime, RuleTrace } from '../contract'
import { wallClock } from './local-time'
import type { DispatchRequest, RoutingRule } from './types'

export interface RuleMatch {
  groupId: string
  /** Null when the default group took it. */
  rule: RoutingRule | null
  /** The request's priority, raised by the rule. */
  priority: number
  trace: RuleTrace[]
}

type Test = (request: DispatchRequest, conditions: RuleConditions) => boolean

const tests: Record<RuleCondition, Test> = {
  channelIds: (request, { channelIds }) => allows(channelIds, [request.channelId]),
  siteIds: (request, { siteIds }) => allows(siteIds, [request.siteId]),
  projectTypes: (request, { projectTypes }) => allows(projectTypes, [request.projectType]),
  productCategories: (request, { productCategories }) => allows(productCategories, [request.productCategory]),
  categoryIds: (request, { categoryIds }) =>
    allows(categoryIds, [request.categoryId, ...request.categoryAncestorIds]),
  stages: (request, { stages }) => allows(stages, [request.stage]),
  languages: (request, { languages }) => allowsLanguage(languages, request.language),
  customerTags: (request, { customerTags }) => allows(customerTags, request.customerTags),
  vipMin: (request, { vipMin }) => vipMin === undefined || (request.vipLevel ?? 0) >= vipMin,
  time: (request, { time }) => time === undefined || isWithin(time, request.at),
}

const conditionNames = Object.keys(tests) as RuleCondition[]

export function matchRule(request: DispatchRequest, rules: RoutingRule[], defaultGroupId: string): RuleMatch {
  const trace: RuleTrace[] = []
  if (request.groupId !== null) {
    return { groupId: request.groupId, rule: null, priority: request.priority, trace }
  }
  for (const rule of [...rules].sort(byPosition)) {
    const failed = rule.enabled ? failedConditions(request, rule.conditions) : []
    const result = !rule.enabled ? 'disabled' : failed.length > 0 ? 'failed' : 'matched'
    trace.push({ ruleId: rule.id, name: rule.name, result, failed })
    if (result === 'matched') {
      return { groupId: rule.groupId, rule, priority: request.priority + rule.priorityBoost, trace }
    }
  }
  return { groupId: defaultGroupId, rule: null, priority: request.priority, trace }
}

function failedConditions(request: DispatchRequest, conditions: RuleConditions): RuleCondition[] {
  return conditionNames.filter((name) => !tests[name](request, conditions))
}

function byPosition(a: RoutingRule, b: RoutingRule): number {
  return a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function allows<T>(wanted: T[] | undefined, actual: (T | null)[]): boolean {
  if (wanted === undefined || wanted.length === 0) return true
  return actual.some((value) => value !== null && wanted.includes(value))
}

/** 'zh' lets 'zh-CN' through; 'zh-CN' does not let 'zh' or 'zh-TW' through. */
function allowsLanguage(wanted: string[] | undefined, actual: string | null): boolean {
  if (wanted === undefined || wanted.length === 0) return true
  if (actual === null) return false
  const tag = actual.toLowerCase()
  return wanted.some((language) => `${tag}-`.startsWith(`${language.toLowerCase()}-`))
}

function isWithin(time: RuleTime, at: number): boolean {
  const now = wallClock(at, time.timeZone)
  const startsToday = time.weekdays.includes(now.weekday) && now.time >= time.from
  if (time.from < time.to) return startsToday && now.time < time.to
  return startsToday || (time.weekdays.includes(now.previousWeekday) && now.time < time.to)
}
