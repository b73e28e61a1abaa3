import type { z } from 'zod'
import { type Principal, scopeOf } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import type { NodeConversations, NodePeriod, nodeConversationsInput } from '../contract'
import { listNodeConversations } from '../store/node-conversations'

const days: Record<Exclude<NodePeriod, 'all'>, number> = { week: 7, month: 30, quarter: 90 }

/** null = ever. */
export const beginOf = (period: NodePeriod): Date | null =>
  period === 'all' ? null : new Date(nowMs() - days[period] * 86_400_000)

/** Which conversations a count of the tree stands for, as far as the reader may read them. */
export function readNodeConversations(
  principal: Principal,
  { period, page, pageSize, ...of }: z.output<typeof nodeConversationsInput>,
): Promise<NodeConversations> {
  const scope = scopeOf(principal, 'conversations.read')
  return listNodeConversations({
    ...of,
    since: beginOf(period),
    groupIds: scope === 'all' ? null : scope === 'group' ? principal.scopeGroupIds : [],
    ...{ limit: pageSize, offset: (page - 1) * pageSize },
  })
}
