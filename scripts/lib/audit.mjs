/**
 * What to make of `npm audit --json`: which advisories count, which are let pass and until when, and when there was
 * no audit at all. Not every registry offers one, and a machine without a network has none; neither is a fault of
 * the change that is checked.
 */
const COUNTS = ['high', 'critical']

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** What is wrong with the list of what is let pass; empty = nothing. */
export function faultsOf(allowed) {
  if (!Array.isArray(allowed)) return ['The list must be an array.']
  return allowed.flatMap((entry, i) => {
    const place = `Entry ${i + 1}`
    const { id, package: name, reason, until } = entry ?? {}
    const faults = []
    if (!/^GHSA(-[0-9a-z]{4}){3}$/.test(id ?? ''))
      faults.push(`${place}: "id" must be an advisory, such as GHSA-….`)
    if (typeof name !== 'string' || name === '') faults.push(`${place}: "package" is missing.`)
    if (typeof reason !== 'string' || reason.trim().length < 20)
      faults.push(`${place}: "reason" must say why it does no harm here.`)
    if (!isDay(until ?? '')) faults.push(`${place}: "until" must be a day, such as 2027-01-31.`)
    return faults
  })
}

/** Why there was no audit, in words; null = there was one. */
export function absence(answer) {
  if (answer && typeof answer === 'object' && 'vulnerabilities' in answer) return null
  const said = `${answer?.message ?? ''} ${answer?.error?.code ?? ''} ${answer?.error?.summary ?? ''}`
  if (/\b(400|403|404|405|410|501)\b|ENOAUDIT|not supported|not implemented/i.test(said))
    return 'The registry in use offers no audits.'
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network|timeout|socket/i.test(said))
    return 'The registry cannot be reached.'
  return 'The registry gave no audit that can be read.'
}

/** Advisories of the answer that count, each once, with what becomes of it on `today` (YYYY-MM-DD). */
export function judge(answer, allowed, today) {
  const found = new Map()
  for (const { via = [] } of Object.values(answer.vulnerabilities))
    for (const one of via)
      if (typeof one === 'object' && COUNTS.includes(one.severity))
        found.set(
          String(one.url ?? one.source)
            .split('/')
            .at(-1),
          one,
        )
  const advisories = [...found].map(([id, { name, severity, title }]) => {
    const pass = allowed.find((entry) => entry.id === id && entry.package === name)
    const verdict = !pass ? 'open' : pass.until < today ? 'expired' : 'allowed'
    return { id, name, severity, title, verdict, until: pass?.until, reason: pass?.reason }
  })
  return {
    advisories: advisories.sort((a, b) => a.id.localeCompare(b.id)),
    fails: advisories.some(({ verdict }) => verdict !== 'allowed'),
    unused: allowed.filter(({ id }) => !found.has(id)).map(({ id }) => id),
  }
}
