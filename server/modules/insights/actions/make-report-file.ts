import { can, type Principal } from '@/server/access'
import { type Sheet, wholeFile } from '@/server/platform/sheet'
import type { MetricKey, MetricValues, ScheduleContent, ScheduleSettings } from '../contract'
import { metrics } from '../contract'
import { datesOf, localDate } from '../domain/relative-period'
import { customSheet } from './export-custom'
import { dataSetSheet } from './export-data-set'
import { reportSheet } from './export-report'
import { getCustom } from './save-custom'

/** What a mail server commonly still takes. */
export const mostBytes = 15_000_000

export type ReportFile = {
  name: string
  bytes: Buffer
  from: string
  to: string
  /** Of the whole period, as the sentence says them. */
  figures: { key: MetricKey; value: number | null }[]
  /** Of a data set. */
  conversations: number | null
}

/** Whether this person may read what it holds. */
export const mayRun = (principal: Principal, content: ScheduleContent): boolean =>
  can(principal, 'reports.schedule') &&
  can(principal, content.kind === 'data_set' ? 'conversations.export' : 'reports.read')

/** In the order of the sentence. */
const leading: MetricKey[] = [
  ...(['offered', 'service_level', 'conversations_handled', 'first_response_customer', 'csat'] as const),
]

/** The file of a schedule for the period it has at `dueAt`, with the permissions of `principal`. */
export async function makeReportFile(
  principal: Principal,
  { content, rhythm, target }: ScheduleSettings,
  { dueAt, signal }: { dueAt: number; signal: AbortSignal },
): Promise<ReportFile> {
  const { timeZone, period } = rhythm
  const { from, to } = datesOf(period, localDate(dueAt, timeZone))
  const { language, format } = target
  const file = async (sheet: Sheet, name: string) => ({
    ...{ from, to, name: `${name}-${from}-${to}.${format}` },
    bytes: await wholeFile(sheet, format, mostBytes),
  })
  if (content.kind === 'data_set') {
    const sheet = await dataSetSheet(principal, { ...content, from, to, timeZone }, { language, signal })
    return { ...(await file(sheet, 'conversations')), figures: [], conversations: sheet.total }
  }
  if (content.kind === 'custom') {
    const { definition } = await getCustom(principal, content.reportId)
    const moved = { ...definition, timeZone, dates: { from, to } }
    const sheet = await customSheet(principal, { definition: moved }, { language })
    return {
      ...(await file(sheet, 'report')),
      figures: figuresOf(sheet.totals, definition.metrics),
      conversations: null,
    }
  }
  const input = { ...content, from, to, timeZone, compare: false }
  const sheet = await reportSheet(principal, input, { language, metrics: content.metrics, extra: leading })
  const figures = figuresOf(sheet.totals, leading)
  return { ...(await file(sheet, `report-${content.groupBy}`)), figures, conversations: null }
}

const figuresOf = (totals: MetricValues, keys: readonly MetricKey[]) =>
  keys
    .filter((key) => metrics[key].form !== 'share')
    .slice(0, 5)
    .map((key) => ({ key, value: totals[key]?.value ?? null }))
