import { applies, type GroupBy, type MetricKey } from '@/server/modules/insights/contract'

export const views = ['overview', 'agents', 'groups'] as const
export type View = (typeof views)[number]

/** What the overview can be told apart by; the other two have their own. */
export const overviewGroupings = ['hour', 'day', 'week', 'month', 'channel', 'category', 'wrap_up'] as const
export type OverviewGrouping = (typeof overviewGroupings)[number]

export const groupingOf = (view: View, chosen: OverviewGrouping): GroupBy =>
  view === 'agents' ? 'agent' : view === 'groups' ? 'group' : chosen

const columns: Record<View, MetricKey[]> = {
  overview: [
    ...(['offered', 'category_share', 'channel_share', 'wrap_up_share', 'conversations_handled'] as const),
    ...(['service_level', 'abandonment_rate', 'queue_wait', 'queue_wait_p90'] as const),
    ...(['first_response_customer', 'average_response', 'duration'] as const),
    ...(['csat', 'dissatisfied_rate', 'first_contact_resolution', 'offline_count'] as const),
  ],
  agents: [
    ...(['conversations_handled', 'customers_served', 'online_time', 'busy_time', 'concurrency'] as const),
    ...(['first_response_agent', 'average_response', 'duration', 'active_time', 'csat'] as const),
    ...(['dissatisfied_count', 'rating_response_rate', 'transfer_out_rate', 'transfer_in_rate'] as const),
    ...(['first_contact_resolution', 'reopen_rate', 'one_touch', 'offline_count'] as const),
    'offline_answer_time',
  ],
  groups: [
    ...(['offered', 'service_level', 'abandonment_rate', 'short_abandonment_rate', 'queue_wait'] as const),
    ...(['queue_wait_median', 'queue_wait_p90', 'queue_wait_max', 'conversations_handled'] as const),
    ...(['first_response_customer', 'average_response', 'duration', 'csat', 'dissatisfied_rate'] as const),
    ...(['transfer_out_rate', 'first_contact_resolution', 'reopen_rate', 'offline_count'] as const),
  ],
}

/** The metrics of a table: those of the view that mean something for the grouping. */
export const columnsOf = (view: View, by: GroupBy): MetricKey[] =>
  columns[view].filter((key) => applies(key, by))

/** What is sorted and drawn when nothing has been chosen. */
export const leadingMetric = (view: View, by: GroupBy): MetricKey =>
  view === 'agents' || by === 'wrap_up' ? 'conversations_handled' : 'offered'
