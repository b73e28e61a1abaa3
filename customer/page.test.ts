import { describe, expect, it } from 'vitest'
import { renderDemoHostPage } from './demo-page'
import { renderChatPage } from './page'

const hostile = `"><script>alert(1)</script>&'`

describe('pages', () => {
  it('let no given value become markup', () => {
    const chat = renderChatPage({
      channelKey: hostile,
      channelName: hostile,
      language: hostile,
      nonce: hostile,
      assets: { js: hostile, css: hostile },
      embed: true,
    })
    const demo = renderDemoHostPage({
      channelKey: hostile,
      loaderSrc: hostile,
      language: hostile,
      color: hostile,
    })
    for (const html of [chat, demo]) expect(html).not.toContain('<script>alert')
  })

  it('the chat page has no inline script and no inline style', () => {
    const html = renderChatPage({
      channelKey: 'shop',
      language: 'zh',
      assets: { js: '/a.js', css: '/a.css' },
      embed: false,
    })
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)| on\w+=/)
    expect(html).toContain('<html lang="zh-CN" class="page">')
  })
})
