/** One's own numbers for the page: the value, what is usual for oneself, and whether it is better. Pure. */
import { metrics, type OwnMetric, type OwnSpan, ownMetrics } from '@/server/modules/insights/contract'

export const ownParts = [
  { part: 'work', keys: ['conversations_handled', 'customers_served', 'transfer_out_rate'] },
  { part: 'speed', keys: ['first_response_agent', 'average_response', 'duration'] },
  {
    part: 'quality',
    keys: ['csat', 'dissatisfied_count', 'rating_response_rate', 'first_contact_resolution'],
  },
  { part: 'time', keys: ['online_time', 'busy_time', 'concurrency'] },
] as const satisfies readonly { part: string; keys: readonly OwnMetric[] }[]

export type OwnCard = {
  key: OwnMetric
  value: number | null
  usual: number | null
  /** As far as the metric knows good from bad, and the difference is worth a word (a twentieth). */
  change: 'better' | 'worse' | 'same' | null
}

const worthAWord = 0.05

export function changeOf(key: OwnMetric, value: number | null, usual: number | null): OwnCard['change'] {
  const { better } = metrics[key]
  if (value === null || usual === null) return null
  if (Math.abs(value - usual) <= Math.abs(usual) * worthAWord) return 'same'
  if (better === null) return null
  return value > usual === (better === 'higher') ? 'better' : 'worse'
}

export function prepareOwn({ values, usual }: OwnSpan): {
  cards: Record<OwnMetric, OwnCard>
  /** Nothing done yet and nothing before: a newcomer. */
  empty: boolean
} {
  const card = (key: OwnMetric): OwnCard => {
    const [value, before] = [values[key]?.value ?? null, usual[key]?.value ?? null]
    return { key, value, usual: before, change: changeOf(key, value, before) }
  }
  const cards = Object.fromEntries(ownMetrics.map((key) => [key, card(key)])) as Record<OwnMetric, OwnCard>
  const empty = ownMetrics.every((key) => !cards[key].value && cards[key].usual === null)
  return { cards, empty }
}
