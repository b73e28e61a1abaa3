import { escapeHtml } from '@/customer/page'
import type { HelpArticle } from '@/server/modules/knowledge'
import { articleHtml } from './article-html'
import { helpStyle } from './style'
import { type HelpLanguage, helpWords } from './words'

export type HelpSite = {
  channelKey: string
  name: string
  color: string
  language: HelpLanguage
  script: string
}

const hrefOf = ({ channelKey, language }: HelpSite, rest = '', query: Record<string, string> = {}): string =>
  escapeHtml(
    `/help/${encodeURIComponent(channelKey)}${rest}?${new URLSearchParams({ lang: language, ...query })}`,
  )

type Body = { title: string; html: string; asked?: string; path?: string }

/** The frame of every page: search above, the chat below. Nothing runs inline. */
export function helpPage(site: HelpSite, { title, html, asked = '', path = '' }: Body): string {
  const words = helpWords[site.language]
  const other = { ...site, language: site.language === 'en' ? ('zh' as const) : ('en' as const) }
  const action = escapeHtml(`/help/${encodeURIComponent(site.channelKey)}`)
  return `<!doctype html>
<html lang="${site.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title === '' ? `${words.title} · ${site.name}` : `${title} · ${site.name}`)}</title>
<link rel="icon" href="data:,">
<style>${helpStyle}:root{--accent:${/^#[0-9a-f]{6}$/i.test(site.color) ? site.color : '#2f6fed'}}</style>
<script type="module" src="${escapeHtml(site.script)}"></script>
</head>
<body>
<header><div class="in">
<div class="top"><a class="name" href="${hrefOf(site)}">${escapeHtml(site.name)}</a><a href="${hrefOf(other, path)}" lang="${other.language}">${words.language}</a></div>
<form class="search" role="search" action="${action}" method="get">
<input type="hidden" name="lang" value="${site.language}">
<input type="search" name="q" maxlength="200" autocomplete="off" value="${escapeHtml(asked)}" placeholder="${words.search}" aria-label="${words.search}">
<button>${words.go}</button>
</form>
</div></header>
<main class="in" id="main" aria-live="polite">
${html}
</main>
<footer><div class="in"><span>${words.more}</span><a class="chat" href="/c/${escapeHtml(encodeURIComponent(site.channelKey))}?lang=${site.language}">${words.chat}</a></div></footer>
</body>
</html>
`
}

const listOf = (site: HelpSite, articles: readonly HelpArticle[]): string =>
  `<ul class="list">${articles
    .map(({ id, title }) => `<li><a href="${hrefOf(site, `/${id}`)}">${escapeHtml(title)}</a></li>`)
    .join('')}</ul>`

type Level = { name: string; articles: HelpArticle[]; below: Map<string, Level> }

/** The tree of topics with their articles. */
export function helpTree(site: HelpSite, articles: readonly HelpArticle[]): string {
  const words = helpWords[site.language]
  const top: Level = { name: '', articles: [], below: new Map() }
  for (const article of articles) {
    let level = top
    for (const name of article.topic.split(' / ').filter((one) => one !== '')) {
      const below: Level = level.below.get(name) ?? { name, articles: [], below: new Map() }
      level.below.set(name, below)
      level = below
    }
    level.articles.push(article)
  }
  if (articles.length === 0) return `<h1>${words.title}</h1><p>${words.empty}</p>`
  const levels = [...top.below.values()].map((level) => levelHtml(site, level, 2)).join('')
  const rest =
    top.articles.length === 0
      ? ''
      : `${top.below.size > 0 ? `<h2>${words.other}</h2>` : ''}${listOf(site, top.articles)}`
  return `<h1>${words.title}</h1>${levels}${rest}`
}

function levelHtml(site: HelpSite, { name, articles, below }: Level, depth: number): string {
  const heading = Math.min(6, depth)
  const inner = [...below.values()].map((level) => levelHtml(site, level, depth + 1)).join('')
  return `<section${depth > 2 ? ' class="level"' : ''}><h${heading}>${escapeHtml(name)}</h${heading}>${
    articles.length > 0 ? listOf(site, articles) : ''
  }${inner}</section>`
}

export function helpResults(site: HelpSite, found: readonly HelpArticle[]): string {
  const words = helpWords[site.language]
  const list = found.length > 0 ? listOf(site, found) : `<p>${words.none}</p>`
  return `<h1>${words.results}</h1>${list}<p><a href="${hrefOf(site)}">${words.back}</a></p>`
}

export function helpArticle(site: HelpSite, article: HelpArticle, thanked: boolean): string {
  const words = helpWords[site.language]
  const topic = article.topic ? `<p class="quiet">${escapeHtml(article.topic)}</p>` : ''
  const vote = thanked
    ? `<p class="vote" role="status">${words.thanks}</p>`
    : `<form class="vote" method="post" action="${hrefOf(site, `/${article.id}`)}"><span>${words.helpful}</span>
<button name="helpful" value="yes">${words.yes}</button><button name="helpful" value="no">${words.no}</button></form>`
  return `<p><a href="${hrefOf(site)}">${words.back}</a></p>${topic}<article><h1>${escapeHtml(article.title)}</h1>
${articleHtml(article.text)}</article>${vote}`
}
