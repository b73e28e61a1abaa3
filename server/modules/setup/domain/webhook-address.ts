/**
 * Addresses of webhooks often carry a token behind the question mark, which must not stand in a file. What is
 * stored keeps it: an address that is written as the file would say it means the one that stands there.
 */
import type { Configuration } from '../contract'
import { entriesOf } from './entries'

export const withoutQuery = (url: string): string => url.split(/[?#]/)[0] ?? ''

/** The address to store. */
export const addressOf = (wanted: string | null, stored: string | null): string | null =>
  stored !== null && wanted === withoutQuery(stored) ? stored : wanted

/** A rule that names its stored address in full says the same as one that leaves the rest out. */
export function asFileSays(wanted: Configuration, stored: ReadonlyMap<string, string | null>): Configuration {
  if (!wanted.alarmRules) return wanted
  const keys = entriesOf(wanted, 'alarmRules').map(({ key }) => key)
  const alarmRules = wanted.alarmRules.map((rule, index) => {
    const { webhookUrl } = rule
    const known = webhookUrl !== null && stored.get(keys[index] ?? '') === webhookUrl
    return known ? { ...rule, webhookUrl: withoutQuery(webhookUrl) } : rule
  })
  return { ...wanted, alarmRules }
}
