/**
 * How long everything may take, unless a channel or a group says otherwise. The nearer setting wins: the
 * group's over the channel's over the organisation's. All in milliseconds.
 */
import type { ThresholdOverrides, Thresholds } from '../contract'

export { defaultThresholds } from '../contract'

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
