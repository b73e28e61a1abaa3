import { z } from 'zod'

/** Levels of the tree, parted by " / "; six at most. */
export const topicPath = z
  .string()
  .max(400)
  .transform((path) =>
    path
      .split('/')
      .map((level) => level.trim().replace(/\s+/g, ' '))
      .filter((level) => level !== '')
      .join(' / '),
  )
  .refine((path) => path.split(' / ').length <= 6, { message: 'six levels at most' })
