import type { MetricKey } from '../contract'

/** One metric over the facts: aggregates for the report, and what one fact adds for the rows behind it. */
export type MetricSql = {
  n: string
  d?: string
  /** Which facts are behind the number. */
  rows: string
  /** What a row shows; ms, or 1 and 0. */
  value: string
}

/**
 * One query family. `facts` selects one row per thing counted, with at, conversation_id, agent_id, group_id,
 * channel_id, category_id, wrap_up_id and its measures. Parameters: $1 from, $2 until (excluded), $3 now.
 * Times are differences in whole milliseconds.
 */
export type FamilySql = {
  facts: string
  /** The same in fewer pieces, for whatever is not told apart by the hour. */
  byDay?: string
  metrics: Partial<Record<MetricKey, MetricSql>>
}

/** Whole milliseconds from `a` to `b`. */
export const ms = (a: string, b: string): string => `(extract(epoch from (${b} - ${a})) * 1000)::bigint`
export const yes = (condition: string): string => `(case when ${condition} then 1 else 0 end)`
export const count = (condition: string): string => `count(*) filter (where ${condition})`

/** A stretch of time in the words of its index: open without an end, none when it ended before it began. */
export const stretch = (from: string, until: string): string =>
  `tstzrange(${from}, greatest(coalesce(${until}, 'infinity'), ${from}))`
/** What lies in part in the period. */
export const during = (from: string, until: string): string =>
  `${stretch(from, until)} && tstzrange($1::timestamptz, greatest($1, $2))`

/** Populations of the metric contract. */
export const live = (c: string): string => `${c}.creation_type in ('direct', 'queued')`
/** Columns of a conversation by which facts are told apart. */
export const sorted = (c: string): string =>
  `${c}.id as conversation_id, ${c}.channel_id, ${c}.category_id, ${c}.wrap_up_id, ${c}.customer_id`
