/** The bot's buttons, where there is nothing to tap: each is a number in front of its label. */
import { z } from 'zod'

const button = z.looseObject({
  label: z.string(),
  url: z.string().optional(),
  choice: z.looseObject({ kind: z.string() }).optional(),
})
export type Button = z.infer<typeof button>
const carrier = z.looseObject({ bot: z.looseObject({ buttons: z.array(button).optional() }).optional() })

export function buttonsOf(meta: unknown): Button[] {
  const read = carrier.safeParse(meta)
  return read.success ? (read.data.bot?.buttons ?? []) : []
}

export function withButtons(text: string, buttons: readonly Button[]): string {
  return [text, ...buttons.map(({ label }, i) => `${i + 1}. ${label}`)].join('\n')
}
