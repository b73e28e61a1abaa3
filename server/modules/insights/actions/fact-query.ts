import { type Principal, scopeOf } from '@/server/access'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { ReportInput, RowsInput } from '../contract'
import { periodOf } from '../domain/period'
import { withCategoriesBelow, withDescendants } from '../store/labels'
import type { FactFilter, FactQuery } from '../store/select-facts'

type Asked = Pick<
  ReportInput | RowsInput,
  'from' | 'to' | 'timeZone' | 'groupIds' | 'subGroups' | 'agentIds' | 'channelIds' | 'categoryIds'
>

/** The filters asked for, narrowed to what the permission's scope covers. @throws {AppError} forbidden */
export async function toFactQuery(principal: Principal, asked: Asked): Promise<FactQuery> {
  const { from, until } = periodOf(asked.from, asked.to, asked.timeZone)
  const filter = narrow(principal, {
    groupIds: asked.groupIds.length > 0 ? await groupsAsked(asked) : null,
    agentIds: asked.agentIds.length > 0 ? asked.agentIds : null,
    channelIds: asked.channelIds.length > 0 ? asked.channelIds : null,
    categoryIds: asked.categoryIds?.length ? await withCategoriesBelow(pool(), asked.categoryIds) : null,
  })
  return { from: new Date(from), until: new Date(until), now: now(), timeZone: asked.timeZone, filter }
}

const groupsAsked = ({ groupIds, subGroups }: Pick<Asked, 'groupIds' | 'subGroups'>) =>
  subGroups ? withDescendants(pool(), groupIds) : groupIds

function narrow(principal: Principal, filter: FactFilter): FactFilter {
  const scope = scopeOf(principal, 'reports.read')
  if (scope === 'all') return filter
  if (scope === 'own') return { ...filter, agentIds: within(filter.agentIds, [principal.userId]) }
  if (scope === 'group') return { ...filter, groupIds: within(filter.groupIds, principal.scopeGroupIds) }
  throw new AppError('forbidden', 'You are not allowed to read reports.')
}

function within(asked: string[] | null, allowed: string[]): string[] {
  return asked === null ? allowed : asked.filter((id) => allowed.includes(id))
}
