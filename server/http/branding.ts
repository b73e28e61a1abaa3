import { findBranding, readLogo } from '@/server/modules/accounts'
import type { PublicBranding } from '@/server/modules/accounts/contract'

/** null while there is no database to ask: a page that is made at build time. */
export async function brandingOfPages(): Promise<PublicBranding | null> {
  try {
    return await findBranding()
  } catch {
    return null
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** GET /api/logo/<id>: for anybody, since the sign-in page and every customer's window show it. */
export async function brandLogo(request: Request): Promise<Response> {
  const id = new URL(request.url).pathname.split('/').at(-1) ?? ''
  const logo = uuid.test(id) ? await readLogo(id) : null
  if (!logo) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(logo.bytes), {
    headers: {
      'content-type': logo.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}
