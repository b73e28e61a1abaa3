import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { loadConfiguration } from '@/server/modules/dispatch'
import { listHelpArticles, rateHelp, searchHelp } from '@/server/modules/knowledge'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { tooMany } from '@/server/platform/limits'
import { singleton } from '@/server/platform/singleton'
import { type HelpSite, helpArticle, helpPage, helpResults, helpTree } from './help/render'
import { type HelpLanguage, helpWords } from './help/words'
import { limits, turnOfAddress } from './limits'
import { readText } from './read-body'

export const HELP_PATH = '/help/'

type Site = HelpSite & { origins: string[] }

/**
 * GET /help/{channelKey}: topics and articles; ?q= searches; /{article} reads one; POST there says whether it helped.
 * A channel that is unknown, disabled or has no help page looks the same to everybody.
 */
export async function helpPages(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const [key = '', articleId, ...rest] = url.pathname.slice(HELP_PATH.length).split('/')
  const site = await findSite(request, url, key)
  if (!site || rest.length > 0) return gone(languageOf(request, url, 'en'))
  try {
    if (request.method === 'POST' && articleId) return await vote(request, site, articleId)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response('GET or POST.', { status: 405, headers: { allow: 'GET, HEAD, POST' } })
    if (articleId) return await article(url, site, articleId)
    return await overview(request, url, site)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'too_many_requests') return busy(site.language, error.data?.retryAfter)
    return gone(site.language)
  }
}

async function overview(request: Request, url: URL, site: Site): Promise<Response> {
  const asked = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  if (asked === '') {
    const html = helpTree(site, await listHelpArticles(site.language))
    return url.searchParams.get('part') === '1' ? page(html, site) : whole(site, { title: '', html })
  }
  limit(request)
  const html = helpResults(site, await searchHelp(asked, site.language))
  if (url.searchParams.get('part') === '1') return page(html, site)
  return whole(site, { title: helpWords[site.language].results, html, asked })
}

async function article(url: URL, site: Site, id: string): Promise<Response> {
  const wanted = (await listHelpArticles(site.language)).find((one) => one.id === id)
  if (!wanted) return gone(site.language)
  const html = helpArticle(site, wanted, url.searchParams.get('thanks') === '1')
  return whole(site, { title: wanted.title, html, path: `/${wanted.id}` })
}

/** Only from the page itself: another site's form counts for nothing. */
async function vote(request: Request, site: Site, id: string): Promise<Response> {
  const from = request.headers.get('sec-fetch-site')
  if (from !== null && from !== 'same-origin') return gone(site.language)
  limit(request)
  const said = new URLSearchParams(await readText(request)).get('helpful')
  if ((said !== 'yes' && said !== 'no') || !z.uuid().safeParse(id).success) return gone(site.language)
  if (!(await rateHelp(id, site.language, said === 'yes'))) return gone(site.language)
  const query = new URLSearchParams({ lang: site.language, thanks: '1' })
  const location = `${HELP_PATH}${encodeURIComponent(site.channelKey)}/${id}?${query}`
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

async function findSite(request: Request, url: URL, encoded: string): Promise<Site | null> {
  const channel = (await loadConfiguration()).channelsByKey.get(decodeURIComponent(encoded))
  if (!channel || channel.disabled || !channel.settings.helpPage) return null
  return {
    channelKey: channel.publicKey,
    name: channel.name,
    color: channel.color,
    origins: channel.allowedOrigins,
    language: languageOf(request, url, channel.language),
    script: `/chat-assets/${scriptName()}`,
  }
}

/** Asked for in the address, else the browser's first one, else the channel's. */
function languageOf(request: Request, url: URL, fallback: string): HelpLanguage {
  const wanted = url.searchParams.get('lang') ?? request.headers.get('accept-language') ?? fallback
  return /^zh\b/i.test(wanted.trim()) ? 'zh' : 'en'
}

function readScriptName(): string {
  const file = path.join(process.cwd(), '.build', 'customer', 'manifest.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { help: string }).help
}

const scriptName = (): string =>
  env().development ? readScriptName() : singleton('help.script', readScriptName)

/** @throws {AppError} too_many_requests */
function limit(request: Request): void {
  const seconds = turnOfAddress(limits.help, request)
  if (seconds > 0) throw tooMany(seconds, () => 'Too many searches from here.')
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

function page(html: string, { origins }: Pick<Site, 'origins'>, status = 200): Response {
  const ancestors = origins.length > 0 ? ["'self'", ...origins].join(' ') : '*'
  return new Response(html, {
    status,
    headers: {
      ...headers,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${ancestors}`,
    },
  })
}

const whole = (site: Site, body: Parameters<typeof helpPage>[1]): Response => page(helpPage(site, body), site)

function plain(
  language: HelpLanguage,
  text: string,
  status: number,
  more: Record<string, string> = {},
): Response {
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="robots" content="noindex"><title>${status}</title><p>${text}</p></html>`
  return new Response(html, {
    status,
    headers: {
      ...headers,
      ...more,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    },
  })
}

const gone = (language: HelpLanguage) => plain(language, helpWords[language].gone, 404)
const busy = (language: HelpLanguage, seconds: unknown) =>
  plain(language, helpWords[language].slow, 429, { 'retry-after': String(seconds ?? 60) })
