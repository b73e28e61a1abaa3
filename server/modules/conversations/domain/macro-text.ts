/** What a macro's text may name. */
export type MacroFacts = {
  customer: { name: string; email: string | null; phone: string | null }
  agent: { name: string }
  conversation: { number: number; topic: string }
}

const VARIABLE = /\{\{\s*([a-z.]+)\s*\}\}/gi

/** The text with its variables filled; those that are unknown or empty are named, so that no gap is sent unseen. */
export function fillText(text: string, facts: MacroFacts): { text: string; gaps: string[] } {
  const gaps = new Set<string>()
  const values: Record<string, string | null> = {
    'customer.name': facts.customer.name,
    'customer.email': facts.customer.email,
    'customer.phone': facts.customer.phone,
    'agent.name': facts.agent.name,
    'conversation.number': String(facts.conversation.number),
    'conversation.topic': facts.conversation.topic,
  }
  const filled = text.replace(VARIABLE, (whole, name: string) => {
    const value = Object.hasOwn(values, name.toLowerCase()) ? values[name.toLowerCase()] : null
    if (!value) gaps.add(name)
    return value || whole
  })
  return { text: filled, gaps: [...gaps] }
}
