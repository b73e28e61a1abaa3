import { z } from 'zod'
import { locales } from '@/server/modules/accounts/contract'
import { timeZone } from '@/server/modules/channels/contract'

/** The name that an installation without the demo is founded with. */
export const UNNAMED = 'My organisation'

export const guideSteps = ['organization', 'group', 'channel', 'agent', 'test'] as const
export type GuideStep = (typeof guideSteps)[number]

export const organizationNameInput = z.object({
  name: z.string().trim().min(1).max(80),
  timeZone,
  language: z.enum(locales),
})
export const saveOrganizationInput = z.object({ before: organizationNameInput, after: organizationNameInput })

export const firstAgentInput = z.object({
  groupId: z.uuid(),
  /** Invited to choose a password; null: the administrator answers customers too. */
  person: z
    .object({
      name: z.string().trim().min(1).max(80),
      email: z.email().max(200).toLowerCase(),
    })
    .nullable(),
})

export const leaveGuideInput = z.object({
  skipped: z.array(z.enum(guideSteps)).max(guideSteps.length),
  dismissed: z.boolean(),
})

export type GuideState = {
  organization: z.output<typeof organizationNameInput>
  done: Record<GuideStep, boolean>
  group: { id: string; name: string } | null
  channel: { id: string; name: string; publicKey: string; color: string } | null
  /** Enabled agents who are in a group. */
  agents: number
  isAgent: boolean
  /** The newest conversation on that channel. */
  test: { customerWrote: boolean; answered: boolean; taken: 'live' | 'waiting' | 'message' } | null
  skipped: GuideStep[]
  dismissed: boolean
  demo: boolean
}
