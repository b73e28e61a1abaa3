/**
 * The reports, as data: what each tells apart, which metrics stand in its table, what its chart carries and what
 * stands beside it. One screen draws them all.
 */
import { applies, type GroupBy, isTime, type MetricKey } from '@/server/modules/insights/contract'

export const views = [
  'overview',
  'agents',
  'groups',
  'channels',
  'categories',
  'satisfaction',
  'queue',
  'time',
  'adherence',
  'messages',
  'alarms',
  'bot',
] as const
export type View = (typeof views)[number]
export type FilterKind = 'groups' | 'agents' | 'channels' | 'categories'

export type Panel =
  | { kind: 'bars'; by: 'score' | 'tag' | 'wait' | 'status' | 'alarm'; metric: MetricKey }
  | { kind: 'heat'; metrics: readonly MetricKey[] }
  | { kind: 'ratings' }
  | { kind: 'timeline' }

export type ReportSpec = {
  /** The first is the one without a choice. */
  groupings: readonly [GroupBy, ...GroupBy[]]
  columns: readonly MetricKey[]
  /** Over time: bars, and a line with an axis of its own. */
  chart: { bars: MetricKey; line: MetricKey }
  /** What leads where it is not told over time, if not the chart's bars. */
  leading?: MetricKey
  /** What the sentence says; its message takes each by key, formatted, and `…_n` as a number. */
  said: readonly MetricKey[]
  /** What it says of the time before. */
  changes: readonly MetricKey[]
  /** Who stands out, by this and the worst of that. */
  standout: { most: MetricKey; weakest: MetricKey | null }
  /** When all of these are empty, nothing happened. */
  evidence: readonly MetricKey[]
  filters: readonly FilterKind[]
  panels: readonly Panel[]
}

const periods = ['day', 'week', 'month'] as const
const rhythm = ['hour', 'weekday'] as const
const conversation: FilterKind[] = ['groups', 'agents', 'channels', 'categories']

const queued: FilterKind[] = ['groups', 'channels', 'categories']

export const reports: Record<View, ReportSpec> = {
  overview: {
    groupings: ['day', 'hour', 'week', 'month', 'weekday', 'channel', 'category', 'wrap_up'],
    columns: [
      ...(['offered', 'category_share', 'channel_share', 'wrap_up_share', 'conversations_handled'] as const),
      ...(['service_level', 'abandonment_rate', 'queue_wait', 'queue_wait_p90'] as const),
      ...(['first_response_customer', 'average_response', 'duration', 'handle_time'] as const),
      ...(['csat', 'dissatisfied_rate', 'first_contact_resolution', 'offline_count'] as const),
    ],
    chart: { bars: 'offered', line: 'service_level' },
    said: ['offered', 'service_level', 'abandonment_rate', 'dissatisfied_rate'],
    changes: ['offered', 'service_level', 'dissatisfied_rate'],
    standout: { most: 'offered', weakest: 'service_level' },
    evidence: ['offered', 'conversations_handled', 'offline_count', 'online_time'],
    filters: conversation,
    panels: [],
  },
  agents: {
    groupings: ['agent', ...periods],
    columns: [
      ...(['conversations_handled', 'customers_served', 'online_time', 'busy_time', 'concurrency'] as const),
      ...(['first_response_agent', 'average_response', 'duration', 'active_time', 'handle_time'] as const),
      ...(['csat', 'dissatisfied_count', 'rating_response_rate', 'transfer_out_rate'] as const),
      ...(['transfer_in_rate', 'first_contact_resolution', 'reopen_rate', 'one_touch'] as const),
      ...(['adherence', 'offline_count', 'offline_answer_time'] as const),
    ],
    chart: { bars: 'conversations_handled', line: 'csat' },
    said: ['conversations_handled', 'first_response_agent', 'csat'],
    changes: ['conversations_handled', 'first_response_agent', 'csat'],
    standout: { most: 'conversations_handled', weakest: 'csat' },
    evidence: ['conversations_handled', 'online_time', 'offline_count'],
    filters: conversation,
    panels: [],
  },
  groups: {
    groupings: ['group', ...periods],
    columns: [
      ...(['offered', 'service_level', 'abandonment_rate', 'short_abandonment_rate', 'queue_wait'] as const),
      ...(['queue_wait_median', 'queue_wait_p90', 'queue_wait_max', 'conversations_handled'] as const),
      ...(['first_response_customer', 'average_response', 'duration', 'handle_time', 'csat'] as const),
      ...(['dissatisfied_rate', 'transfer_out_rate', 'first_contact_resolution'] as const),
      ...(['reopen_rate', 'offline_count'] as const),
    ],
    chart: { bars: 'offered', line: 'service_level' },
    said: ['offered', 'service_level'],
    changes: ['offered', 'service_level', 'dissatisfied_rate'],
    standout: { most: 'offered', weakest: 'service_level' },
    evidence: ['offered', 'conversations_handled', 'offline_count'],
    filters: queued,
    panels: [],
  },
  channels: {
    groupings: ['channel', ...periods, ...rhythm],
    columns: [
      ...(['channel_share', 'offered', 'answered', 'service_level', 'abandonment_rate'] as const),
      ...(['queue_wait', 'first_response_customer', 'handle_time', 'csat', 'dissatisfied_rate'] as const),
      ...(['first_contact_resolution', 'offline_count'] as const),
    ],
    chart: { bars: 'offered', line: 'service_level' },
    said: ['offered', 'service_level', 'offline_count'],
    changes: ['offered', 'service_level', 'csat'],
    standout: { most: 'offered', weakest: 'service_level' },
    evidence: ['offered', 'offline_count'],
    filters: queued,
    panels: [],
  },
  categories: {
    groupings: ['category', 'wrap_up', ...periods],
    columns: [
      ...(['category_share', 'wrap_up_share', 'offered', 'conversations_owned', 'service_level'] as const),
      ...(['first_response_customer', 'handle_time', 'csat', 'dissatisfied_rate'] as const),
      ...(['transfer_out_rate', 'first_contact_resolution', 'reopen_rate', 'offline_count'] as const),
    ],
    chart: { bars: 'conversations_owned', line: 'first_contact_resolution' },
    said: ['offered', 'conversations_owned', 'first_contact_resolution'],
    changes: ['offered', 'first_contact_resolution', 'handle_time'],
    standout: { most: 'conversations_owned', weakest: 'first_contact_resolution' },
    evidence: ['offered', 'conversations_owned', 'offline_count'],
    filters: conversation,
    panels: [],
  },
  satisfaction: {
    groupings: ['day', 'week', 'month', 'agent', 'group', 'channel', 'category', 'wrap_up', ...rhythm],
    columns: [
      ...(['ratings_received', 'csat', 'dissatisfied_count', 'dissatisfied_rate'] as const),
      ...(['rating_response_rate', 'followed_up_rate'] as const),
      ...(['csat_participants', 'dissatisfied_rate_participants'] as const),
    ],
    chart: { bars: 'ratings_received', line: 'csat' },
    said: ['ratings_received', 'csat', 'dissatisfied_rate', 'rating_response_rate', 'followed_up_rate'],
    changes: ['ratings_received', 'csat', 'dissatisfied_rate'],
    standout: { most: 'ratings_received', weakest: 'csat' },
    evidence: ['ratings_received', 'rating_response_rate'],
    filters: conversation,
    panels: [
      { kind: 'bars', by: 'score', metric: 'ratings_received' },
      { kind: 'bars', by: 'tag', metric: 'ratings_received' },
      { kind: 'ratings' },
    ],
  },
  queue: {
    groupings: ['day', ...rhythm, 'group', 'channel', 'category', 'week', 'month'],
    columns: [
      ...(['offered', 'answered', 'service_level', 'abandonment_rate', 'short_abandonment_rate'] as const),
      ...(['queue_wait', 'queue_wait_median', 'queue_wait_p90', 'queue_wait_max'] as const),
      'first_response_customer',
    ],
    chart: { bars: 'offered', line: 'service_level' },
    said: ['offered', 'service_level', 'queue_wait', 'queue_wait_p90', 'abandonment_rate'],
    changes: ['offered', 'service_level', 'queue_wait'],
    standout: { most: 'offered', weakest: 'service_level' },
    evidence: ['offered', 'answered'],
    filters: queued,
    panels: [
      { kind: 'heat', metrics: ['offered', 'service_level', 'queue_wait', 'abandonment_rate'] },
      { kind: 'bars', by: 'wait', metric: 'answered' },
    ],
  },
  time: {
    groupings: ['agent', ...periods, ...rhythm],
    columns: ['online_time', 'busy_time', 'concurrency', 'scheduled_time', 'conversations_handled'],
    chart: { bars: 'online_time', line: 'concurrency' },
    said: ['online_time', 'busy_time', 'concurrency'],
    changes: ['online_time', 'busy_time', 'concurrency'],
    standout: { most: 'online_time', weakest: null },
    evidence: ['online_time'],
    filters: ['groups', 'agents'],
    panels: [{ kind: 'timeline' }, { kind: 'bars', by: 'status', metric: 'online_time' }],
  },
  adherence: {
    groupings: ['agent', ...periods, ...rhythm],
    columns: ['adherence', 'scheduled_time', 'online_time', 'busy_time'],
    chart: { bars: 'scheduled_time', line: 'adherence' },
    leading: 'adherence',
    said: ['adherence', 'scheduled_time'],
    changes: ['adherence', 'scheduled_time'],
    standout: { most: 'scheduled_time', weakest: 'adherence' },
    evidence: ['scheduled_time'],
    filters: ['groups', 'agents'],
    panels: [{ kind: 'timeline' }],
  },
  messages: {
    groupings: ['day', 'group', 'agent', 'channel', 'category', ...rhythm, 'week', 'month'],
    columns: ['offline_count', 'offline_answer_time'],
    chart: { bars: 'offline_count', line: 'offline_answer_time' },
    said: ['offline_count', 'offline_answer_time'],
    changes: ['offline_count', 'offline_answer_time'],
    standout: { most: 'offline_count', weakest: null },
    evidence: ['offline_count'],
    filters: conversation,
    panels: [{ kind: 'heat', metrics: ['offline_count'] }],
  },
  alarms: {
    groupings: ['day', 'group', 'agent', 'channel', ...rhythm, 'week', 'month'],
    columns: ['alarms_raised', 'alarms_acknowledged', 'alarm_acknowledge_time'],
    chart: { bars: 'alarms_raised', line: 'alarm_acknowledge_time' },
    said: ['alarms_raised', 'alarms_acknowledged', 'alarm_acknowledge_time'],
    changes: ['alarms_raised', 'alarm_acknowledge_time'],
    standout: { most: 'alarms_raised', weakest: null },
    evidence: ['alarms_raised'],
    filters: conversation,
    panels: [
      { kind: 'bars', by: 'alarm', metric: 'alarms_raised' },
      { kind: 'heat', metrics: ['alarms_raised'] },
    ],
  },
  bot: {
    groupings: ['day', 'channel', 'category', 'week', 'month', ...rhythm],
    columns: ['bot_count', 'bot_self_service_rate'],
    chart: { bars: 'bot_count', line: 'bot_self_service_rate' },
    said: ['bot_count', 'bot_self_service_rate'],
    changes: ['bot_count', 'bot_self_service_rate'],
    standout: { most: 'bot_count', weakest: 'bot_self_service_rate' },
    evidence: ['bot_count'],
    filters: ['channels', 'categories'],
    panels: [],
  },
}

export const isView = (name: string): name is View => views.some((view) => view === name)

/** The address of a report. */
export const hrefOf = (view: View): string => (view === 'overview' ? '/reports' : `/reports/${view}`)

/** The chosen grouping where the report has it. */
export function groupingOf(view: View, chosen: GroupBy | null): GroupBy {
  const { groupings } = reports[view]
  return groupings.find((by) => by === chosen) ?? groupings[0]
}

/** The metrics of a table: those of the view that mean something for the grouping. */
export const columnsOf = (view: View, by: GroupBy): MetricKey[] =>
  reports[view].columns.filter((key) => applies(key, by))

/** What is sorted and drawn when nothing has been chosen. */
export function leadingMetric(view: View, by: GroupBy): MetricKey {
  const columns = columnsOf(view, by)
  const { chart, leading } = reports[view]
  const wanted = leading && !isTime(by) ? leading : chart.bars
  return columns.includes(wanted) ? wanted : (columns[0] ?? wanted)
}

/** All that the page says, and nothing else, is asked for. */
export function metricsOf(view: View, by: GroupBy): MetricKey[] {
  const { chart, said, changes, standout, evidence } = reports[view]
  const weakest = standout.weakest ? [standout.weakest] : []
  const all = [...columnsOf(view, by), chart.bars, chart.line, ...said, ...changes, standout.most, ...weakest]
  return [...new Set([...all, ...evidence])]
}
