import { z } from 'zod'
import { passwordLength } from '@/server/modules/accounts/contract'

export const demoInput = z.object({ keepTests: z.boolean().default(false) })
export const claimInput = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200).toLowerCase(),
  password: z.string().min(passwordLength.min).max(passwordLength.max),
})

export type DemoState = {
  there: boolean
  /** How many of each kind the demo made, by table. */
  counts: Record<string, number>
  /** Conversations held since on the demo's channels. */
  tests: number
  /** Of the demo, but named by what somebody made since. */
  kept: { kind: string; name: string; because: { kind: string; name: string } }[]
  isDemoUser: boolean
  removal: { running: boolean; done: number; total: number; finishedAt: string | null } | null
}
