import { problemsOf } from './validate.mjs'

/**
 * Calls endpoints by the name that the document gives them, "METHOD /path/{id}", and holds every answer against
 * what the document says about it. What is wrong is noted with the endpoint; the answer goes on to the check.
 */
export class Caller {
  endpoints = new Map()

  constructor(document, base, { timeoutMs = 20_000 } = {}) {
    this.document = document
    this.base = base
    this.timeoutMs = timeoutMs
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      for (const [method, operation] of Object.entries(item)) {
        const facts = { operation, called: 0, statuses: new Set(), failures: new Set() }
        this.endpoints.set(`${method.toUpperCase()} ${path}`, facts)
      }
    }
  }

  /** `values` fills the path; `body` goes as JSON, `raw` as it is. Answers {status, headers, body, text}. */
  async call(endpoint, { values = {}, query, token, body, raw, headers = {} } = {}) {
    const facts = this.endpoints.get(endpoint)
    if (!facts) throw new Error(`the document has no ${endpoint}`)
    const [method, pattern] = endpoint.split(' ')
    const path = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ''))
    const url = `${this.base}${path}${query ? `?${new URLSearchParams(query)}` : ''}`
    const sent = body !== undefined ? JSON.stringify(body) : raw
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.timeoutMs),
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(typeof sent === 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    })
    const text = await answer.text()
    const result = { status: answer.status, headers: answer.headers, text, body: jsonOf(answer, text) }
    facts.called += 1
    facts.statuses.add(result.status)
    for (const failure of this.#wrong(facts.operation, result)) facts.failures.add(failure)
    return result
  }

  #wrong({ responses = {} }, { status, headers, body, text }) {
    const told = responses[status] ?? (status >= 400 ? responses.default : undefined)
    if (!told) return [`answered ${status}, which the document does not name`]
    const [type = ''] = (headers.get('content-type') ?? '').split(';')
    const content = told.content && Object.keys(told.content).length > 0 ? told.content : null
    if (!content) return []
    if (!content[type]) return [`${status}: is "${type}", not ${Object.keys(content).join(' or ')}`]
    if (!/json$/.test(type)) return []
    if (body === undefined) return [`${status}: is no JSON: ${text.slice(0, 60)}`]
    return problemsOf(body, content[type].schema, this.document).map((problem) => `${status}: ${problem}`)
  }
}

function jsonOf(answer, text) {
  if (!/json/.test(answer.headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
