/**
 * Quick replies and macros name what they do not know yet: {{customer.name}}. What is known is filled in; what is
 * unknown, empty, or misspelt stays standing as it is written, as a gap that the agent fills by hand. A gap is
 * never filled with nothing: "Dear ," must not be sent unseen.
 */
export const replyVariables = [
  'customer.name',
  'customer.email',
  'customer.phone',
  'agent.name',
  'conversation.number',
  'order.id',
  'channel.name',
  'group.name',
] as const
export type ReplyVariable = (typeof replyVariables)[number]

export type ReplyValues = Partial<Record<ReplyVariable, string | null>>

/** A place in the text that is still to be filled: from `start` to before `end`. */
export type ReplyGap = { start: number; end: number; name: string }

const VARIABLE = /\{\{\s*([\p{L}\p{N}_.-]{1,60})\s*\}\}/gu

/** What a conversation knows to fill in; `ownName` until somebody holds it. */
export type ReplyFacts = {
  number: number
  topic: string
  customer: { name: string; email: string | null; phone: string | null }
  contact: { email?: string | null | undefined; phone?: string | null | undefined } | null
  agentName: string | null
  channelName: string
  groupName: string | null
}

export function replyValuesOf(facts: ReplyFacts, ownName: string): ReplyValues {
  const { customer, contact, topic } = facts
  return {
    'customer.name': customer.name,
    'customer.email': customer.email ?? contact?.email ?? null,
    'customer.phone': customer.phone ?? contact?.phone ?? null,
    'agent.name': facts.agentName ?? ownName,
    'conversation.number': String(facts.number),
    'order.id': topic.startsWith('order:') ? topic.slice('order:'.length) : null,
    'channel.name': facts.channelName,
    'group.name': facts.groupName,
  }
}

/** The gaps of a text, in order. */
export function findGaps(text: string): ReplyGap[] {
  return [...text.matchAll(VARIABLE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    name: match[1] ?? '',
  }))
}

/** The text with everything that is known filled in. A value is inserted as it is, and never read as a variable. */
export function fillReply(text: string, values: ReplyValues): { text: string; gaps: ReplyGap[] } {
  let filled = ''
  let from = 0
  const gaps: ReplyGap[] = []
  for (const { start, end, name } of findGaps(text)) {
    filled += text.slice(from, start)
    const value = Object.hasOwn(values, name) ? values[name as ReplyVariable]?.trim() : undefined
    const shown = value || text.slice(start, end)
    if (!value) gaps.push({ start: filled.length, end: filled.length + shown.length, name })
    filled += shown
    from = end
  }
  return { text: filled + text.slice(from), gaps }
}

/** Names in a text that no conversation can fill. */
export function unknownVariables(text: string): string[] {
  const known: readonly string[] = replyVariables
  return [...new Set(findGaps(text).map(({ name }) => name))].filter((name) => !known.includes(name))
}
