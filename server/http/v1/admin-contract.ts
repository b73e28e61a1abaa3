import { z } from 'zod'
import { ruleConditions } from '@/server/modules/dispatch/contract'
import { uuid } from './contract'

/** Shapes of the administrative endpoints: "make it unless it is there", so that a set-up can be run again. */
const name = z.string().trim().min(1).max(80)
const labels = z.array(z.string().trim().min(1).max(64)).max(100).default([])

export const groupInput = z.object({ name, description: z.string().trim().max(500).default('') })
export const groupView = z.object({ id: uuid, name: z.string() })

export const categoryInput = z.object({
  names: z.object({ en: name, zh: name }),
  parentId: uuid.optional(),
})
export const idView = z.object({ id: uuid })

export const agentInput = z.object({
  email: z.email().max(200),
  name,
  /** What customers see; the name if absent. */
  publicName: name.optional(),
  /** Conversations served at once. */
  capacity: z.number().int().min(0).max(1_000),
  groups: z
    .array(
      z.object({
        groupId: uuid,
        level: z.number().int().min(1).max(100).default(1),
        quality: z.number().int().min(0).max(10_000).default(10),
        capacity: z.number().int().min(0).max(1_000).nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
})
export const agentView = z.object({
  id: uuid,
  /** A new one with every call, for 30 days; it cannot be seen again. */
  token: z.string(),
})

export const channelInput = z.object({
  name,
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{3,64}$/, 'letters, digits, _ and -')
    .optional(),
  kind: z.enum(['web', 'app', 'api', 'im']).default('api'),
  language: z.enum(['en', 'zh']).default('en'),
  defaultGroupId: uuid,
  siteIds: labels,
  projectTypes: labels,
  /** What a customer who returns within the reopening window gets. */
  reopen: z.enum(['reopen', 'new']).default('reopen'),
})
export const channelView = z.object({ id: uuid, name: z.string(), publicKey: z.string() })

export const ruleInput = z.object({
  name,
  conditions: ruleConditions,
  groupId: uuid,
  priorityBoost: z.number().int().min(0).max(100).default(0),
})
