import { z } from 'zod'

/** A day as people write it, in years that calendars are kept for: days beside it can be reckoned and stored. */
export const calendarDay = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2199-12-31', 'out_of_range')
