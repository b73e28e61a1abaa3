import { clientFamily } from '@/server/platform/client-family'
import { newId } from '@/server/platform/ids'
import { withOrigin } from '@/server/platform/request-context'
import { clientAddress } from './client-address'

/** Runs what answers `request` so that everything it writes down can say where it came from. */
export function withRequestOrigin<T>(request: Request, work: () => T): T {
  const address = clientAddress((name) => request.headers.get(name))
  const origin = {
    requestId: newId(),
    ip: address === 'unknown' ? null : address,
    client: clientFamily(request.headers.get('user-agent')),
    via: null,
    viaName: null,
  }
  return withOrigin(origin, work)
}
