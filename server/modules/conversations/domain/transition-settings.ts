/**
 * What the settings of the organisation, the channel and the group come to for one conversation: the nearer
 * one wins. Without a group (the bot) the group's settings have their defaults.
 */
import { z } from 'zod'
import { channelSettings } from '../../channels/contract'
import { groupServiceSettings } from '../../workforce/contract'
import { type Thresholds, thresholdOverrides } from '../contract'
import type { TransitionSettings } from './conversation-state'
import { defaultThresholds, resolveThresholds } from './thresholds'

/** As stored, in JSON columns; what cannot be read has the defaults, so that one slip never stops every clock. */
export interface StoredSettings {
  confirmClosing: boolean
  organization: unknown
  channel: unknown
  channelThresholds: unknown
  group: unknown
  groupThresholds: unknown
}

const overrides = thresholdOverrides.catch({})
const organization = z.object({ thresholds: overrides.default({}) }).catch({ thresholds: {} })
const channelDefaults = channelSettings.parse({})
const groupDefaults = groupServiceSettings.parse({})
const ofChannel = channelSettings.catch(channelDefaults)
const ofGroup = groupServiceSettings.catch(groupDefaults)

export type ServiceSettings = TransitionSettings & { agentLostMs: number }

export function thresholdsOf(
  stored: Pick<StoredSettings, 'organization' | 'channelThresholds' | 'groupThresholds'>,
): Thresholds {
  const everybody = organization.parse(stored.organization ?? {}).thresholds
  const channel = { ...everybody, ...overrides.parse(stored.channelThresholds ?? {}) }
  return resolveThresholds(defaultThresholds, channel, overrides.parse(stored.groupThresholds ?? {}))
}

export function transitionSettings(stored: StoredSettings): ServiceSettings {
  const group = ofGroup.parse(stored.group ?? {})
  return {
    confirmation: stored.confirmClosing,
    reopen: ofChannel.parse(stored.channel ?? {}).reopen,
    whenServiceEnds: group.whenServiceEnds,
    silentFreesPlace: group.silentFreesPlace,
    reassignOnBreach: group.reassignOnBreach,
    reassignOnAgentLost: group.reassignOnAgentLost,
    agentLostMs: group.agentLostSeconds * 1_000,
    thresholds: thresholdsOf(stored),
  }
}

/** For steps that no setting bears upon, such as the first placement of a new conversation. */
export const plainSettings: ServiceSettings = transitionSettings({
  confirmClosing: false,
  ...{ organization: {}, channel: {}, channelThresholds: {}, group: {}, groupThresholds: {} },
})
