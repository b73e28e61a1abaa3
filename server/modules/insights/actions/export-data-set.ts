import { type Principal, scopeOf } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { Cell, Sheet } from '@/server/platform/sheet'
import { word } from '@/server/platform/words'
import { type DataSetChoices, type DataSetFilter, dataSetColumns } from '../contract'
import { periodOf } from '../domain/period'
import { countDataSet, type DataSetQuery, readDataSet } from '../store/data-set'
import { withCategoriesBelow, withDescendants } from '../store/labels'
import { endProgress, noteProgress } from './export-progress'
import { yesNoOf } from './export-report'

type Options = Pick<DataSetChoices, 'language'> & {
  signal: AbortSignal
  /** Under which the reader can ask how far it is. */
  progressId?: string | undefined
}

/** One row per conversation of the period that the reader may export. @throws {AppError} forbidden */
export async function dataSetSheet(
  principal: Principal,
  filter: DataSetFilter,
  { language, signal, progressId }: Options,
): Promise<Sheet & { total: number }> {
  const query = await toQuery(principal, filter, language)
  const total = await countDataSet(query, signal)
  const pieces = readDataSet(query, signal)
  return {
    name: word(language, 'insights.exports.dataSet'),
    columns: dataSetColumns.map((column) => ({ heading: column[language], kind: column.kind })),
    timeZone: filter.timeZone,
    yesNo: yesNoOf(language),
    rows: progressId ? watched(pieces, { id: progressId, userId: principal.userId, total }) : pieces,
    total,
  }
}

async function* watched(
  pieces: AsyncGenerator<Cell[][]>,
  { id, userId, total }: { id: string; userId: string; total: number },
): AsyncGenerator<Cell[][]> {
  let rows = 0
  try {
    noteProgress(id, userId, rows, total)
    for await (const piece of pieces) {
      yield piece
      rows += piece.length
      noteProgress(id, userId, rows, Math.max(rows, total))
    }
  } finally {
    endProgress(id)
  }
}

async function toQuery(principal: Principal, filter: DataSetFilter, language: string): Promise<DataSetQuery> {
  const { from, until } = periodOf(filter.from, filter.to, filter.timeZone)
  const groupIds = filter.groupIds.length === 0 ? null : filter.groupIds
  const query: DataSetQuery = {
    ...{ from: new Date(from), until: new Date(until), language },
    groupIds: groupIds && filter.subGroups ? await withDescendants(pool(), groupIds) : groupIds,
    agentIds: filter.agentIds.length === 0 ? null : filter.agentIds,
    channelIds: filter.channelIds.length === 0 ? null : filter.channelIds,
    categoryIds: filter.categoryIds?.length ? await withCategoriesBelow(pool(), filter.categoryIds) : null,
  }
  const within = (asked: string[] | null, allowed: readonly string[]) =>
    asked === null ? [...allowed] : asked.filter((id) => allowed.includes(id))
  const scope = scopeOf(principal, 'conversations.export')
  if (scope === 'all') return query
  if (scope === 'group') return { ...query, groupIds: within(query.groupIds, principal.scopeGroupIds) }
  if (scope === 'own') return { ...query, agentIds: within(query.agentIds, [principal.userId]) }
  throw new AppError('forbidden', 'You are not allowed to export conversations.')
}
