import type { SessionView } from '@/server/http/v1/contract'
import { ApiError, type Http } from './api'
import type { Storage } from './storage'

export type Entry = { siteId?: string; projectType?: string; pageUrl?: string; language?: string }
type Kept = { token: string; anonymous: boolean; id?: string }

/**
 * Who the customer is. The token lives in storage per channel; an earlier token of an anonymous visitor
 * goes along when a new session is made, so the visitor stays the same person. A signed-in customer's
 * token never does: after signing out at the host nobody may inherit that customer's conversations.
 */
export function createCustomerSession(
  http: Http,
  storage: Storage,
  channelKey: string,
  /** `stranger`: another than the signed-in customer of before. */
  onSession: (session: SessionView, stranger: boolean) => void,
) {
  let entry: Entry = {}
  let identityToken: string | null = null
  let current: string | null = null
  let opening: Promise<SessionView> | null = null

  const open = () => {
    opening ??= create().finally(() => {
      opening = null
    })
    return opening
  }

  const create = async (): Promise<SessionView> => {
    const kept = read(storage)
    const previousToken = !identityToken && kept?.anonymous ? kept.token : undefined
    const body = { channelKey, entry, identityToken: identityToken ?? undefined }
    const session = await http
      .request<SessionView>('POST', '/customers/sessions', null, { ...body, previousToken })
      .catch((error: unknown) => {
        // An earlier token the server no longer knows must not lock the visitor out.
        if (!previousToken || !(error instanceof ApiError) || error.status !== 401) throw error
        return http.request<SessionView>('POST', '/customers/sessions', null, body)
      })
    current = session.token
    const { anonymous, id } = session.customer
    storage.set('session', JSON.stringify({ token: session.token, anonymous, id } satisfies Kept))
    onSession(session, kept?.anonymous === false && kept.id !== id)
    return session
  }

  return {
    open,
    configure(next: { entry?: Entry; identityToken?: string | null }) {
      if (next.entry) entry = next.entry
      if (next.identityToken !== undefined) identityToken = next.identityToken
    },
    token: async (): Promise<string> => current ?? (await open()).token,
    /** Something done on behalf of the customer; an expired token is renewed once, for all callers together. */
    async withToken<T>(run: (token: string) => Promise<T>): Promise<T> {
      const token = current ?? (await open()).token
      try {
        return await run(token)
      } catch (error) {
        if (!isExpired(error)) throw error
        return run(await this.renewed(token))
      }
    },
    call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
      return this.withToken((token) => http.request<T>(method, path, token, body))
    },
    /** A token other than the one that was refused. */
    async renewed(refused: string): Promise<string> {
      if (current && current !== refused) return current
      return (await open()).token
    },
  }
}

export type CustomerSession = ReturnType<typeof createCustomerSession>

export const isExpired = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 401 &&
  (error.code === 'token_expired' || error.code === 'unauthenticated')

function read(storage: Storage): Kept | null {
  try {
    return JSON.parse(storage.get('session') ?? 'null') as Kept | null
  } catch {
    return null
  }
}
