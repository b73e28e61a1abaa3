import { fileResponse } from '@/server/http/file-response'
import { customSheet, dataSetSheet, reportSheet } from '@/server/modules/insights'
import { dataSetColumns } from '@/server/modules/insights/contract'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, refusals, staffSecurity } from '../base'
import { onlyStaff } from '../guards'
import { refusalOf } from '../parse-input'
import {
  customFileQuery,
  dataSetQuery,
  reportFileQuery,
  toDataSetFilter,
  toDefinition,
  toReportInput,
} from '../reports-contract'
import { requireStaff } from '../staff-auth'

/** Reports as files, for data teams and for the console's own buttons. */
export const reportRoutes = createApp()

const base = { tags: ['Reports'], security: staffSecurity, method: 'get' as const }
const one = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const file = (description: string) => ({
  description,
  content: { 'text/csv': {}, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {} },
})

/** @throws {AppError} invalid_input */
function accepted<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refusalOf(error as Parameters<typeof refusalOf>[0])
  }
}

reportRoutes.openapi(
  createRoute({
    ...base,
    path: '/agent/reports/file',
    summary: 'A report as a file: the numbers of the screen with the same filters',
    middleware: onlyStaff('reports.read'),
    request: { query: reportFileQuery },
    responses: { 200: file('Rows by the grouping, then the total'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'reports.read')
    const query = c.req.valid('query')
    const { input, metrics } = accepted(() => toReportInput(query))
    const name = `report-${input.groupBy}-${input.from}-${input.to}`
    return (await fileResponse(() => reportSheet(principal, input, { language: query.language, metrics }), {
      ...{ name, format: query.format, request: c.req.raw },
    })) as never
  },
)

reportRoutes.openapi(
  createRoute({
    ...base,
    path: '/agent/reports/custom-file',
    summary: 'A report of one’s own as a file',
    middleware: onlyStaff('reports.read'),
    request: { query: customFileQuery },
    responses: { 200: file('The table of the screen with the same definition'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'reports.read')
    const { format, language, definition: text } = c.req.valid('query')
    const definition = accepted(() => toDefinition(text))
    return (await fileResponse(() => customSheet(principal, { definition }, { language }), {
      ...{ name: 'report', format, request: c.req.raw },
    })) as never
  },
)

const columns = dataSetColumns
  .map(({ key, en, about }) => `- \`${key}\` ${en}. ${about}`.trimEnd())
  .join('\n')

reportRoutes.openapi(
  createRoute({
    ...base,
    path: '/agent/reports/data-set',
    summary: 'One row per conversation that began in the period',
    description: `Read and sent page by page; the header \`switchyard-rows\` says how many rows there will be. Durations are seconds in CSV and parts of a day in XLSX. No message texts and no names of customers. Columns in this order:\n\n${columns}`,
    middleware: onlyStaff('conversations.export'),
    request: { query: dataSetQuery },
    responses: { 200: file('The conversations that the permission covers'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.export')
    const { format, language, progressId, ...query } = c.req.valid('query')
    const filter = accepted(() => toDataSetFilter(query))
    const name = `conversations-${filter.from}-${filter.to}`
    return (await fileResponse(
      (signal) => dataSetSheet(principal, filter, { language, signal, progressId }),
      { name, format, request: c.req.raw },
    )) as never
  },
)
