import { env } from '@/server/platform/env'
import { sessionCookieNames } from '../contract'

/**
 * With https the name says that the cookie is this host's alone; a plain one, which a neighbouring host may set as
 * well, then counts for nothing.
 */
export function sessionCookieName(): string {
  const [plain = '', ownHost = ''] = sessionCookieNames
  return env().publicUrl?.startsWith('https:') ? ownHost : plain
}
