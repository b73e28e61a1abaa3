import { z } from 'zod'

/** What records call each other by. */
export const name = z.string().trim().min(1).max(80)
export const email = z
  .string()
  .trim()
  .max(200)
  .toLowerCase()
  .regex(/^\S+@\S+$/, 'an e-mail address')
export const flag = z.boolean().default(false)
