import { z } from 'zod'

/** An address of the web that may be called: http or https, and no name and password inside. */
export const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(
    // Asked also of what is no address at all.
    (value) => !URL.canParse(value) || (new URL(value).username === '' && new URL(value).password === ''),
    'no_credentials',
  )
