/**
 * Which values of an audit entry are somebody's: those are kept beside the chain, so that they can be erased
 * while the chain still holds. Too much here costs little; too little cannot be erased later.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type AuditContent = {
  actorId: string | null
  actorName: string
  entity: string
  entityId: string
  label: string
  ip: string | null
  viaName: string | null
  before: Json
  after: Json
}

/** `path`: /ip, /label, /before/members/0/name; ~ and / in a key are written as in JSON pointers. */
export type PersonalValue = { path: string; value: Json; subjectId: string | null }

/** Records that stand for a person: their name is the person's. */
const people = [
  'user',
  'agent',
  'agent_status',
  'customer',
  'invitation',
  'user_link',
  'leave',
  'swap_request',
]

/** Whatever is said of these is somebody's own. */
const wholly = ['customer']

const personalKeys =
  /^(e?mail|phone|mobile|ip|publicName|agent|agentName|fromAgent|toAgent|customer|customerName|holder|userName|actorName|person|personName|recipient|fromName|toName|byName|avatarUrl)$/i
const containsAddress = /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]{2,}/
/** Lists of people by name. */
const lists = /^(members|agents|receivers|users|people|offlineReceivers|watchers)$/i

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== ''

export function findPersonal(entry: AuditContent): PersonalValue[] {
  const ofRecord = people.includes(entry.entity)
  const found: PersonalValue[] = []
  const own = (path: string, value: string | null, subjectId: string | null) => {
    if (isText(value)) found.push({ path, value, subjectId })
  }
  if (entry.actorId) own('/actorName', entry.actorName, entry.actorId)
  own('/ip', entry.ip, entry.actorId)
  own('/viaName', entry.viaName, entry.actorId)
  const subjectId = ofRecord ? entry.entityId : null
  if (ofRecord || containsAddress.test(entry.label)) own('/label', entry.label, subjectId)
  for (const side of ['before', 'after'] as const) {
    const around = { subjectId, named: ofRecord, wholly: wholly.includes(entry.entity) }
    walk(entry[side], `/${side}`, around, found)
  }
  return found
}

/** `named`: a `name` here is a person's. `wholly`: every text is. */
type Around = { subjectId: string | null; named: boolean; wholly?: boolean }

function walk(value: Json, path: string, around: Around, found: PersonalValue[]): void {
  if (isText(value)) {
    if (around.wholly || containsAddress.test(value)) found.push({ path, value, subjectId: around.subjectId })
    return
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const itemPath = `${path}/${index}`
      if (around.named && isText(item))
        found.push({ path: itemPath, value: item, subjectId: around.wholly ? around.subjectId : null })
      else walk(item, itemPath, around, found)
    }
    return
  }
  if (value === null || typeof value !== 'object') return
  const id = value.agentId ?? value.userId ?? value.customerId
  const here = isText(id) && !around.wholly ? { subjectId: id, named: true } : around
  for (const [key, item] of Object.entries(value)) {
    const itemPath = `${path}/${escapeKey(key)}`
    const personal = personalKeys.test(key) || (here.named && key === 'name')
    if (personal && isText(item)) found.push({ path: itemPath, value: item, subjectId: here.subjectId })
    else walk(item, itemPath, { ...here, named: here.wholly ? true : lists.test(key) }, found)
  }
}

const escapeKey = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
const unescapeKey = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

/** The entry with the values at these paths replaced; null for those it gives none for. */
export function withValues<T extends AuditContent>(entry: T, values: ReadonlyMap<string, Json>): T {
  const copy = structuredClone(entry) as T & Record<string, Json>
  for (const [path, value] of values) {
    const keys = path.slice(1).split('/').map(unescapeKey)
    const last = keys.pop()
    let place: unknown = copy
    for (const key of keys) place = (place as Record<string, unknown> | null)?.[key]
    if (last !== undefined && place !== null && typeof place === 'object') {
      ;(place as Record<string, Json>)[last] = value
    }
  }
  return copy
}

/** The same text for the same value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
