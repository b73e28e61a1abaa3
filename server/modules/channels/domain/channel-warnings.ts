/** What would surprise somebody who opens this channel to customers; none of it keeps it from being saved. */
import type { ChannelWarning, ServiceHours } from '../contract'
import { staysClosed } from './preview-hours'

export function warnOfChannel(
  channel: {
    kind: string
    allowedOrigins: readonly string[]
    hours: ServiceHours | null
    groupMembers: number
    groupDisabled: boolean
  },
  atMs: number,
): ChannelWarning[] {
  const warnings: ChannelWarning[] = []
  if (channel.groupDisabled) warnings.push('group_disabled')
  else if (channel.groupMembers === 0) warnings.push('no_members')
  if (channel.hours && staysClosed(channel.hours, atMs)) warnings.push('never_open')
  if (channel.kind === 'web' && channel.allowedOrigins.length === 0) warnings.push('any_origin')
  return warnings
}
