import { prisma } from '@/server/platform/db/prisma'
import type { RuleView } from '../contract'
import { warnOfRules } from '../domain/rule-warnings'
import { listKnownNames, listStoredRules } from '../store/routing-rules'

/** All rules in their order, each with what is wrong with it. */
export async function listRules(): Promise<RuleView[]> {
  const [rules, world] = await Promise.all([listStoredRules(prisma()), listKnownNames(prisma())])
  const warnings = warnOfRules(rules, world)
  return rules.map(({ position: _, ...rule }) => ({ ...rule, warnings: warnings.get(rule.id) ?? [] }))
}
