import { ARTICLE_PICTURES } from '@/server/modules/knowledge/contract'
import { ssoPath } from './single-sign-on'
import { trpcPath } from './trpc'

/** What is answered ahead of pages and is no part of the REST API: the beginning of its path, and its name. */
const begins: readonly (readonly [string, string])[] = [
  [`${ssoPath}/`, ssoPath],
  [ARTICLE_PICTURES, '/api/knowledge/pictures'],
  ['/api/pictures/', '/api/pictures'],
  ['/api/logo/', '/api/logo'],
  ['/api/auth/', '/api/auth'],
  ['/api/calendar/', '/calendar'],
  ['/calendar/', '/calendar'],
  ['/c/', '/c/:key'],
  ['/help/', '/help/:key'],
  ['/chat-assets/', '/chat-assets'],
]
const exact = new Set([
  '/health/live',
  '/health/ready',
  '/metrics',
  '/demo/signed',
  '/demo-shop',
  '/widget.js',
])

/** The route of what is answered ahead of pages, out of a closed set; REST routes are named by their router. */
export function routeOf(path: string, modules: ReadonlySet<string>): string {
  if (path.startsWith(`${trpcPath}/`)) return trpcRoute(path.slice(trpcPath.length + 1), modules)
  if (exact.has(path)) return path
  return begins.find(([begin]) => path.startsWith(begin))?.[1] ?? 'other'
}

/** Several calls may share a request: those of one module keep its name. */
function trpcRoute(calls: string, modules: ReadonlySet<string>): string {
  const [first = '', ...others] = calls.split(',').map((call) => call.split('.', 1)[0] ?? '')
  if (!modules.has(first)) return `${trpcPath}/(unknown)`
  return others.every((name) => name === first) ? `${trpcPath}/${first}` : `${trpcPath}/(several)`
}

const pages = new Set([
  ...['admin', 'alarms', 'api', 'call-backs', 'conversations', 'customers', 'forgot-password', 'invitation'],
  ...['monitor', 'my-day', 'profile', 'reports', 'reset-password', 'schedule', 'sign-in', 'tickets'],
  ...['wall', 'workspace', '_next'],
])

/** A page by its first part. */
export function pageRoute(path: string): string {
  if (path === '/') return '/'
  const first = path.split('/', 2)[1] ?? ''
  return pages.has(first) ? `/${first}` : 'other'
}
