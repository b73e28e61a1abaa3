/** The trace's kinds of question, by their code. */
const known: Record<string, { en: string; zh: string }> = {
  PS: { en: 'Everyday banking', zh: '日常业务' },
  PE: { en: 'Everyday banking in English', zh: '日常业务（英语）' },
  IN: { en: 'Internet banking', zh: '网上银行' },
  NE: { en: 'Securities', zh: '证券业务' },
  NW: { en: 'Opening an account', zh: '新客户开户' },
  TT: { en: 'Call back', zh: '回访' },
}

/** Words for a kind of question; a trace with kinds of its own keeps its codes. */
export function topicNames(type: string): { en: string; zh: string } {
  return known[type] ?? { en: type, zh: type }
}

/** Kinds of question in these calls, the most frequent first. */
export function listTypes(calls: { type: string }[]): string[] {
  const counts = new Map<string, number>()
  for (const { type } of calls) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([type]) => type)
}
