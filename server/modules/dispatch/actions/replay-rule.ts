import { pool } from '@/server/platform/db/pool'
import type { ReplayRuleInput, RuleReplay } from '../contract'
import { draftId, type PastCustomer, replayRouting, withDraft } from '../domain/replay-routing'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { listPastRequests, type PastRequest } from '../store/past-requests'
import { ancestorsOf } from './category-tree'
import { topicFacts } from './dispatch-row'

const replayed = 500

/** Changes nothing: of the customers who came last, who would have gone elsewhere with this rule. */
export async function replayRule(draft: ReplayRuleInput): Promise<RuleReplay> {
  const configuration = await loadConfiguration(true)
  const rows = await listPastRequests(pool(), replayed)
  const past = rows.flatMap((row) => toCustomer(row, configuration))
  const { rules, groups } = configuration
  const { moves, ...replay } = replayRouting(past, rules, withDraft(rules, draft), draft.id ?? draftId)
  const nameOf = (id: string) => groups.get(id)?.name ?? ''
  return {
    ...replay,
    moves: moves.slice(0, 10).map(({ fromGroupId, toGroupId, count }) => ({
      ...{ from: nameOf(fromGroupId), to: nameOf(toGroupId), count },
    })),
    since: rows.at(-1)?.at.toISOString() ?? null,
  }
}

function toCustomer(row: PastRequest, configuration: Configuration): PastCustomer[] {
  const channel = configuration.channels.get(row.channelId)
  if (!channel) return []
  const at = row.at.getTime()
  const { channelId, siteId, projectType, language, categoryId, vipLevel } = row
  const request = {
    ...{ channelId, siteId, projectType, language, categoryId, vipLevel },
    ...topicFacts(row.topic, row.stage),
    categoryAncestorIds: ancestorsOf(configuration, categoryId),
    customerTags: row.tags,
    ...{ priority: vipLevel, at, waited: false, orderOwnerId: null, lastAgent: null },
    ...{ enteredAt: null, groupEnteredAt: null, excludeAgentIds: [], groupId: null },
  }
  return [{ request, defaultGroupId: channel.defaultGroupId }]
}
