import type { Chance } from '../chance'

export type Language = 'en' | 'zh'
export type Line = { by: 'customer' | 'agent'; texts: string[] }

/** What a script's braces stand for in one conversation. */
export type Slots = Record<'order' | 'product' | 'amount' | 'date' | 'code' | 'size' | 'agent' | 'customer', string>

/**
 * Reads a script: one turn a line, `C` for the customer and `A` for the agent, alternatives behind bars.
 * A line that begins with `?` is left out of half the conversations.
 */
export function readScript(text: string): (Line & { optional: boolean })[] {
  return text
    .trim()
    .split('\n')
    .map((raw) => {
      const line = raw.trim()
      const optional = line.startsWith('?')
      const body = optional ? line.slice(1).trim() : line
      return {
        optional,
        by: body.startsWith('C') ? 'customer' : 'agent',
        texts: body
          .slice(1)
          .split('|')
          .map((part) => part.trim()),
      }
    })
}

export function say(line: Line, slots: Slots, chance: Chance): string {
  return chance
    .pick(line.texts)
    .replace(/\{(\w+)\}/g, (_, name: string) => slots[name as keyof Slots] ?? '')
}
