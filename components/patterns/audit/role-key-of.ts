import type { AuditView } from '@/server/modules/accounts/contract'

/** The key of the role that an entry is about; empty where the entry does not hold it. */
export function roleKeyOf({ before, after }: Pick<AuditView, 'before' | 'after'>): string {
  const key = after?.key ?? before?.key
  return typeof key === 'string' ? key : ''
}
