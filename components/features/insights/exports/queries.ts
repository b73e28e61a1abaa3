import type { CustomDefinition, FileFormat, MetricKey, ReportInput } from '@/server/modules/insights/contract'

/** Addresses of files, below /api/v1. */
type Period = Pick<
  ReportInput,
  'from' | 'to' | 'timeZone' | 'groupIds' | 'subGroups' | 'agentIds' | 'channelIds' | 'categoryIds'
>

const periodQuery = (input: Period) => ({
  ...{ from: input.from, to: input.to, timeZone: input.timeZone, subGroups: String(input.subGroups) },
  ...{ groupIds: input.groupIds.join(), agentIds: input.agentIds.join() },
  ...{ channelIds: input.channelIds.join(), categoryIds: (input.categoryIds ?? []).join() },
})
const address = (name: string, query: Record<string, string>) =>
  `/agent/reports/${name}?${new URLSearchParams(query)}`

type File = { format: FileFormat; language: string }

export const reportPath = (input: ReportInput, metrics: readonly MetricKey[], file: File): string =>
  address('file', { ...periodQuery(input), ...file, groupBy: input.groupBy, metrics: metrics.join() })

export const dataSetPath = (input: Period, progressId: string, file: File): string =>
  address('data-set', { ...periodQuery(input), ...file, progressId })

export const customPath = (definition: CustomDefinition, file: File): string =>
  address('custom-file', { ...file, definition: JSON.stringify(definition) })
