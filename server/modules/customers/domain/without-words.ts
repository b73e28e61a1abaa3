/**
 * What an entry of the log, or a decision, may keep of an erased customer: numbers, moments, ids, and the words
 * of the product under keys that hold nothing else. Everything that somebody wrote is emptied.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const codeKeys = new Set([
  ...[
    'status',
    'creationType',
    'endedBy',
    'endReason',
    'waitReason',
    'noReply',
    'senderKind',
    'kind',
    'part',
  ],
  ...[
    'outcome',
    'excluded',
    'layer',
    'tieBreak',
    'stage',
    'by',
    'source',
    'mode',
    'type',
    'level',
    'creation',
  ],
])
const code = /^[a-z][a-zA-Z_]{0,39}$/
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

export function withoutWords(value: Json, key = ''): Json {
  if (typeof value === 'string') {
    return id.test(value) || moment.test(value) || (codeKeys.has(key) && code.test(value)) ? value : ''
  }
  if (Array.isArray(value)) {
    const kept = value.map((item) => withoutWords(item, key))
    return kept.filter((item) => item !== '')
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutWords(item, name)]))
}
