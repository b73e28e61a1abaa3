'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { scopeOf } from '@/server/access'
import type { RoutingChoices, RuleView } from '@/server/modules/dispatch/contract'
import { categoryPaths } from './category-paths'

export type Routing = {
  rules: RuleView[]
  choices: RoutingChoices
  /** The path of names from the root, by id. */
  categoryNames: Map<string, string>
}

/** Everything the page shows, read together; counts of queues are asked for by the tester. */
export function useRouting() {
  const trpc = useTRPC()
  const locale = useLocale()
  const rules = useQuery(trpc.dispatch.listRules.queryOptions())
  const choices = useQuery(trpc.dispatch.routingChoices.queryOptions())
  const data: Routing | null =
    rules.data && choices.data
      ? {
          rules: rules.data,
          choices: choices.data,
          categoryNames: categoryPaths(choices.data.categories, locale),
        }
      : null
  return {
    data,
    error: rules.error ?? choices.error,
    retry: () => void Promise.all([rules.refetch(), choices.refetch()]),
  }
}

export function useRefreshRouting(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.dispatch.pathFilter())
}

/** Rules stand in no group: they are changed by whoever may change all of them. */
export function useMayWrite(): boolean {
  return scopeOf(useMe(), 'routing.write') === 'all'
}
