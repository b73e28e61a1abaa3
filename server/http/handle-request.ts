import { ARTICLE_PICTURES } from '@/server/modules/knowledge/contract'
import { noteRoute } from '@/server/platform/request-context'
import { isStorableText } from '@/server/platform/storable'
import { articlePictures } from './article-pictures'
import { brandLogo } from './branding'
import { calendarFeed, FEED_PATH } from './calendar-feed'
import { customerAsset, customerPage } from './customer-pages'
import { demoSigned } from './demo-signed'
import { live, metrics, ready } from './health'
import { HELP_PATH, helpPages } from './help-pages'
import { handlePicture, isPicturePath } from './pictures'
import { notFound, problemResponse } from './problem'
import { withRequestOrigin } from './request-origin'
import { handleSso, ssoPath } from './single-sign-on'
import { isStreamPath, streamResponse, streamRoute } from './streams'
import { handleTrpc, trpcPath } from './trpc'
import { API_PATH, handleV1 } from './v1/app'

type Handler = (request: Request) => Response | Promise<Response>

/** Who answers this path ahead of Next's pages; null = Next does. */
export function handlerFor(method: string, path: string): Handler | null {
  if (!isReadable(path)) return () => problemResponse(notFound(), path)
  if (path.startsWith(`${API_PATH}/`)) return isStreamPath(method, path) ? streams : handleV1
  if (path.startsWith(`${trpcPath}/`)) return handleTrpc
  if (path.startsWith(`${ssoPath}/`)) return handleSso
  if (isPicturePath(path)) return handlePicture
  if (path.startsWith(ARTICLE_PICTURES)) return articlePictures
  if (path === '/health/live') return live
  if (path === '/health/ready') return ready
  if (path === '/metrics') return metrics
  if (path.startsWith(FEED_PATH)) return calendarFeed
  if (path.startsWith('/api/logo/')) return brandLogo
  if (path.startsWith('/c/')) return customerPage
  if (path === '/demo/signed') return demoSigned
  if (path.startsWith(HELP_PATH)) return helpPages
  if (path === '/widget.js' || path === '/demo-shop' || path.startsWith('/chat-assets/')) return customerAsset
  return null
}

/**
 * Percent signs that stand for no text, or for one that nothing is stored under, name no place; whoever answers
 * may decode without a look of their own.
 */
function isReadable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    return isStorableText(decodeURIComponent(path))
  } catch {
    return false
  }
}

const streams: Handler = (request) => {
  const { pathname } = new URL(request.url)
  noteRoute(streamRoute(pathname))
  return streamResponse(request).catch((error: unknown) => problemResponse(error, pathname))
}

/** The same for a route of `app/`, where Next has chosen the path already. */
export async function handleRequest(request: Request): Promise<Response> {
  const { ensureRuntime } = await import('@/server/runtime')
  await ensureRuntime()
  const handler = handlerFor(request.method, new URL(request.url).pathname)
  return handler
    ? withRequestOrigin(request, () => handler(request))
    : new Response('Not found', { status: 404 })
}
