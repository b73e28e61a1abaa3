/**
 * Who comes in by single sign-on. The subject is who somebody is; the address only helps to find their
 * account the first time, and only where the provider vouches for it. Whoever could choose an address at the
 * provider without proving it would otherwise take over the account of its owner.
 */
export type ArrivingIdentity = { email: string | null; emailVerified: boolean }
export type KnownAccount = { id: string; disabled: boolean }

export type Arrival =
  | { kind: 'enter'; userId: string }
  /** Known by the address: from now on by the subject. */
  | { kind: 'link'; userId: string }
  | { kind: 'create'; email: string }
  | { kind: 'refuse'; reason: 'unverified' | 'domain' | 'unknown' | 'disabled' | 'linked_elsewhere' }

export type EntryRules = { entry: 'existing' | 'create'; domains: readonly string[] }

export function decideArrival(
  identity: ArrivingIdentity,
  known: {
    /** Linked to this subject. */
    linked: KnownAccount | null
    /** Has this address. */
    byEmail: (KnownAccount & { hasOtherIdentity: boolean }) | null
  },
  rules: EntryRules,
): Arrival {
  if (known.linked) {
    if (known.linked.disabled) return { kind: 'refuse', reason: 'disabled' }
    return { kind: 'enter', userId: known.linked.id }
  }
  const { email } = identity
  if (!email || !identity.emailVerified) return { kind: 'refuse', reason: 'unverified' }
  if (!isOfDomains(email, rules.domains)) return { kind: 'refuse', reason: 'domain' }
  if (known.byEmail) {
    if (known.byEmail.disabled) return { kind: 'refuse', reason: 'disabled' }
    if (known.byEmail.hasOtherIdentity) return { kind: 'refuse', reason: 'linked_elsewhere' }
    return { kind: 'link', userId: known.byEmail.id }
  }
  return rules.entry === 'create' ? { kind: 'create', email } : { kind: 'refuse', reason: 'unknown' }
}

/** No list lets every domain in; a subdomain is another domain. */
export function isOfDomains(email: string, domains: readonly string[]): boolean {
  return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase())
}

/**
 * Where passwords are off, whoever is linked to the provider comes in by it alone. But an administrator keeps
 * the password unless another one has one and is not linked: when the provider is gone, or its settings are
 * wrong, somebody can always come in and put it right.
 */
export function mayUsePassword(
  userId: string,
  holders: readonly { id: string; linked: boolean; administers: boolean }[],
): boolean {
  const me = holders.find(({ id }) => id === userId)
  if (!me?.linked) return true
  if (!me.administers) return false
  return !holders.some(({ id, linked, administers }) => id !== userId && administers && !linked)
}
