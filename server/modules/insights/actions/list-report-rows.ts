import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { DetailPage, RowsInput } from '../contract'
import { applies, metrics } from '../contract'
import { listDetails } from '../store/list-details'
import { canFilter } from '../store/select-facts'
import { toFactQuery } from './fact-query'

/** The rows behind one number of a report. A number that does not exist has none. */
export async function listReportRows(principal: Principal, input: RowsInput): Promise<DetailPage> {
  const query = await toFactQuery(principal, input)
  const { metric, groupBy, cell, offset, limit } = input
  const shown = groupBy === null || cell === null || applies(metric, groupBy)
  if (!shown || !canFilter(metrics[metric].family, query.filter)) return { rows: [], total: 0 }
  return listDetails(pool(), { ...query, metric, groupBy, cell, offset, limit })
}
