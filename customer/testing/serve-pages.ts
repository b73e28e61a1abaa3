import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { renderDemoHostPage } from '../demo-page'
import { renderChatPage } from '../page'

const BUILD = join(import.meta.dirname, '..', '..', '.build', 'customer')
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"

/** The window's and a shop's page over the built files, for looking at the window against the double. */
export async function servePages(url: URL, res: ServerResponse): Promise<boolean> {
  const { loader, chat } = JSON.parse(await readFile(join(BUILD, 'manifest.json'), 'utf8'))
  const language = url.searchParams.get('lang') ?? 'en'
  const html = (text: string, policy: string | null) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (policy) res.setHeader('Content-Security-Policy', policy)
    res.end(text)
    return true
  }
  if (url.pathname === '/demo-shop') {
    return html(renderDemoHostPage({ channelKey: 'shop', loaderSrc: '/widget.js', language }), null)
  }
  if (url.pathname.startsWith('/c/')) {
    const assets = { js: `/customer/${chat.js}`, css: `/customer/${chat.css}` }
    const channelKey = decodeURIComponent(url.pathname.slice(3))
    const embed = url.searchParams.get('embed') === '1'
    return html(renderChatPage({ channelKey, language, assets, embed }), STRICT)
  }
  const file = url.pathname === '/widget.js' ? loader : url.pathname.replace('/customer/', '')
  const type = TYPES[extname(file)]
  if (!type || file.includes('/')) return false
  res.setHeader('Content-Type', type)
  res.end(await readFile(join(BUILD, file)))
  return true
}
