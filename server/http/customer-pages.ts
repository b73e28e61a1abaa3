import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { renderDemoHostPage } from '@/customer/demo-page'
import { renderChatPage } from '@/customer/page'
import { loadConfiguration } from '@/server/modules/dispatch'
import { env } from '@/server/platform/env'
import { singleton } from '@/server/platform/singleton'

type Manifest = {
  loader: string
  pushWorker: string
  help: string
  chat: { js: string; css: string }
  chunks: string[]
}

const FOLDER = () => path.join(process.cwd(), '.build', 'customer')
const ASSETS = '/chat-assets/'
const YEAR = 'public, max-age=31536000, immutable'

function readManifest(): Manifest {
  return JSON.parse(readFileSync(path.join(FOLDER(), 'manifest.json'), 'utf8')) as Manifest
}

const manifest = (): Manifest =>
  env().development ? readManifest() : singleton('customer.manifest', readManifest)

const html = (text: string, status: number, headers: Record<string, string> = {}) =>
  new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      ...headers,
    },
  })

/** Languages of the window; the browser's first one that is among them. */
function languageOf(request: Request, url: URL, fallback: string): string {
  const wanted = url.searchParams.get('lang') ?? request.headers.get('accept-language') ?? fallback
  return /^zh\b/i.test(wanted.trim()) ? 'zh' : 'en'
}

/** Who may put the window in a frame: the channel's origins, or anybody where none are named. */
const frameAncestors = (origins: string[]) =>
  `frame-ancestors ${origins.length > 0 ? ["'self'", ...origins].join(' ') : '*'}`

/** The window of one channel: /c/<channelKey>. */
export async function customerPage(request: Request): Promise<Response> {
  const url = new URL(request.url)
  // Below the pages that it serves: a worker's reach is its folder.
  if (url.pathname === '/c/push-worker.js') return asset(manifest().pushWorker, 'no-cache')
  const key = decodeURIComponent(url.pathname.slice('/c/'.length))
  const channel = (await loadConfiguration()).channelsByKey.get(key)
  if (!channel || channel.disabled) {
    return html(
      '<!doctype html><meta charset="utf-8"><title>404</title><p>This chat does not exist. / 该会话入口不存在。</p>',
      404,
    )
  }
  const { chat } = manifest()
  const page = renderChatPage({
    channelKey: key,
    channelName: channel.name,
    language: languageOf(request, url, channel.language),
    assets: { js: ASSETS + chat.js, css: ASSETS + chat.css },
    embed: url.searchParams.get('embed') === '1',
  })
  return html(page, 200, {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; ${frameAncestors(channel.allowedOrigins)}`,
  })
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

async function asset(name: string, cache: string): Promise<Response> {
  const { loader, pushWorker, help, chat, chunks } = manifest()
  if (![loader, pushWorker, help, chat.js, chat.css, ...chunks].includes(name))
    return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(await readFile(path.join(FOLDER(), name))), {
    headers: {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'cache-control': cache,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}

/** The loader, the window's files, and a shop page that shows the loader at work. */
export async function customerAsset(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname === '/widget.js') return asset(manifest().loader, 'public, max-age=300')
  if (url.pathname.startsWith(ASSETS)) return asset(url.pathname.slice(ASSETS.length), YEAR)
  const { channels } = await loadConfiguration()
  const web = [...channels.values()].filter((c) => !c.disabled && c.kind === 'web')
  web.sort((a, b) => a.publicKey.localeCompare(b.publicKey))
  const language = languageOf(request, url, web[0]?.language ?? 'en')
  const channel = web.find((c) => c.language.startsWith(language)) ?? web[0]
  if (!channel) return html('<!doctype html><title>404</title><p>No web channel yet.</p>', 404)
  return html(
    renderDemoHostPage({
      channelKey: channel.publicKey,
      loaderSrc: '/widget.js',
      language,
    }),
    200,
  )
}
