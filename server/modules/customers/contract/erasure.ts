import { z } from 'zod'

export const eraseInput = z.object({
  id: z.uuid(),
  /** What stands on the profile, so that nobody erases the wrong one. */
  name: z.string().trim().max(80),
  /** Ends open conversations; otherwise the erasure waits until they have ended. */
  endOpen: z.boolean(),
})

export type EraseEffect = {
  conversations: number
  openConversations: number
  messages: number
  files: number
  orders: number
  notes: number
}
export type ErasureView = {
  askedAt: string
  askedBy: string
  endOpen: boolean
  doneAt: string | null
  conversations: number
  messages: number
  files: number
}
