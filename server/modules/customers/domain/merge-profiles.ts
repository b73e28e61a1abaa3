import type { FieldValues } from '../contract'

/**
 * What the survivor of a merge looks like: their own word stands, what they lack comes from the other. Nothing is
 * lost unseen: what both have in different ways is named.
 */
export type Profile = {
  name: string
  email: string | null
  phone: string | null
  language: string | null
  vipLevel: number
  tags: string[]
  fields: FieldValues
  /** Known by an id that the site signs, so the name is not one that was made up. */
  known: boolean
}

export type Merged = {
  profile: Omit<Profile, 'known'>
  tags: string[]
  fields: string[]
  dropped: { key: string; value: string }[]
}

const single = ['email', 'phone', 'language'] as const

export function mergeProfiles(from: Profile, into: Profile): Merged {
  const dropped: Merged['dropped'] = []
  const profile = { ...into, fields: { ...into.fields } }
  for (const key of single) {
    const [theirs, own] = [from[key], into[key]]
    if (own === null) profile[key] = theirs
    else if (theirs !== null && theirs !== own) dropped.push({ key, value: theirs })
  }
  if (from.name !== into.name) dropped.push({ key: 'name', value: from.name })
  const fields: string[] = []
  for (const [key, value] of Object.entries(from.fields)) {
    if (value === null) continue
    const own = into.fields[key] ?? null
    if (own === null) {
      profile.fields[key] = value
      fields.push(key)
    } else if (own !== value) dropped.push({ key, value: String(value) })
  }
  const tags = from.tags.filter((tag) => !into.tags.includes(tag))
  profile.tags = [...into.tags, ...tags]
  profile.vipLevel = Math.max(from.vipLevel, into.vipLevel)
  const { known: _known, ...rest } = profile
  return { profile: rest, tags, fields, dropped }
}
