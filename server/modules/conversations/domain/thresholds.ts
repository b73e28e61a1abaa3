/**
 * How long everything may take, unless a channel or a group says otherwise. The nearer setting wins: the
 * group's over the channel's over the organisation's. All in milliseconds.
 */
import type { ThresholdOverrides, Thresholds } from '../contract'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** The rule book's defaults; those of offline conversations are the product's own. */
export const defaultThresholds: Thresholds = {
  leaseMs: 20 * second,
  queueGraceMs: 60 * second,
  shortAbandonmentMs: 5 * second,
  serviceLevelMs: 30 * second,
  noReplyWarningMs: 60 * second,
  noReplyBreachMs: 180 * second,
  silenceMs: 5 * minute,
  countdownMs: 2 * minute,
  confirmationMs: 30 * minute,
  botIdleMs: 10 * minute,
  reopenWindowMs: 24 * hour,
  ratingWindowMs: 72 * hour,
  offlineSilenceMs: 24 * hour,
  offlineCountdownMs: 24 * hour,
  offlineConfirmationMs: 72 * hour,
}

/** A breach set earlier than the warning (each by another level) is moved to the warning. */
export function resolveThresholds(
  defaults: Thresholds,
  channelOverrides: ThresholdOverrides,
  groupOverrides: ThresholdOverrides,
): Thresholds {
  const resolved = { ...defaults, ...set(channelOverrides), ...set(groupOverrides) }
  return { ...resolved, noReplyBreachMs: Math.max(resolved.noReplyBreachMs, resolved.noReplyWarningMs) }
}

/** Without keys that are present but undefined, which would wipe out what they inherit. */
function set(overrides: ThresholdOverrides): ThresholdOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}
