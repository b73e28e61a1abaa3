import type { Chance } from '../chance'

export type Language = 'en' | 'zh'
export type Line = { by: 'customer' | 'agent'; texts: string[] }

/** What a script's braces stand for in one conversation. */
export type Slots = Record<
  'order' | 'product' | 'amount' | 'date' | 'code' | 'size' | 'agent' | 'customer',
  string
>

/**
 * Reads a script: one turn a line, `C` for the customer and `A` for the agent, alternatives behind bars.
 * Neighbouring lines that begin with `?` belong together: an aside that half of the conversations have.
 */
export function readScript(text: string, chance: Chance): Line[] {
  const lines: Line[] = []
  let aside: boolean | null = null
  for (const raw of text.trim().split('\n')) {
    const line = raw.trim()
    const optional = line.startsWith('?')
    if (!optional) aside = null
    else aside ??= chance.yes(0.5)
    if (aside !== false) lines.push(readLine(optional ? line.slice(1).trim() : line))
  }
  return lines
}

function readLine(line: string): Line {
  const texts = line
    .slice(1)
    .split('|')
    .map((part) => part.trim())
  return { by: line.startsWith('C') ? 'customer' : 'agent', texts }
}

export function say(line: Line, slots: Slots, chance: Chance): string {
  return chance.pick(line.texts).replace(/\{(\w+)\}/g, (_, name: string) => slots[name as keyof Slots] ?? '')
}
