import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision, RuleSettings } from '../contract'
import { withDraft } from '../domain/replay-routing'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { findOrderOwner } from '../store/order-owner'
import { ancestorsOf } from './category-tree'
import { decide } from './decide'

export type Hypothetical = {
  channelKey: string
  siteId?: string | undefined
  projectType?: string | undefined
  productCategory?: string | undefined
  categoryId?: string | undefined
  language?: string | undefined
  customerTags: string[]
  vipLevel: number
  stage?: 'before_sale' | 'after_sale' | undefined
  /** After sale, unless the stage says otherwise. */
  orderId?: string | undefined
  at?: string | undefined
  /** A rule that is not saved yet: in place of the one with this id, or as the last one. */
  draft?: { id: string | null; afterId?: string | null | undefined; rule: RuleSettings } | undefined
}

function configurationWith(configuration: Configuration, draft: Hypothetical['draft']): Configuration {
  return draft ? { ...configuration, rules: withDraft(configuration.rules, draft) } : configuration
}

/** The decision for a customer like this, now; nothing is changed. @throws {AppError} not_found */
export async function previewDispatch(input: Hypothetical): Promise<DispatchDecision> {
  const configuration = configurationWith(await loadConfiguration(true), input.draft)
  const channel = configuration.channelsByKey.get(input.channelKey)
  if (!channel) {
    throw new AppError('not_found', 'There is no channel with this key.', {
      fields: [{ path: 'channelKey', message: 'unknown channel' }],
    })
  }
  if (input.categoryId && !configuration.categories.has(input.categoryId)) {
    throw new AppError('invalid_input', 'The question category does not exist.', {
      fields: [{ path: 'categoryId', message: 'unknown category' }],
    })
  }
  const at = input.at ? Date.parse(input.at) : nowMs()
  const orderOwnerId = input.orderId ? await findOrderOwner(pool(), input.orderId, null) : null
  return decide(pool(), {
    request: {
      channelId: channel.id,
      siteId: input.siteId ?? channel.siteIds[0] ?? null,
      projectType: input.projectType ?? channel.projectTypes[0] ?? null,
      productCategory: input.productCategory ?? null,
      categoryId: input.categoryId ?? null,
      categoryAncestorIds: ancestorsOf(configuration, input.categoryId ?? null),
      stage: input.stage ?? (input.orderId ? 'after_sale' : null),
      language: input.language ?? null,
      customerTags: input.customerTags,
      vipLevel: input.vipLevel,
      ...{ orderOwnerId, lastAgent: null, priority: input.vipLevel, at, waited: false },
      ...{ enteredAt: null, groupEnteredAt: null, excludeAgentIds: [], groupId: null },
    },
    configuration,
    channel,
    conversationId: null,
  })
}
