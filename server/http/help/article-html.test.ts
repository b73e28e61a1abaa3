import { describe, expect, it } from 'vitest'
import { articleHtml } from './article-html'

describe('an article on a public page', () => {
  it.each([
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['**a"b** `<i>`', '<p><strong>a&quot;b</strong> <code>&lt;i&gt;</code></p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](https://a.example/"onclick=")', null],
    ['![a"onerror="x](https://a.example/p.png)', null],
    ['# Title\n\n1. one\n2. two', '<h2>Title</h2>\n<ol><li>one</li><li>two</li></ol>'],
    ['> quoted\n\n```\n<b>\n```', '<blockquote>quoted</blockquote>\n<pre><code>&lt;b&gt;</code></pre>'],
    ['a\nb', '<p>a<br>b</p>'],
  ])('%s is written so that nothing in it can run', (markdown, html) => {
    const written = articleHtml(markdown)
    if (html !== null) expect(written).toBe(html)
    expect(written).not.toMatch(/<script|<[^>]*"\s*on\w+\s*=|href="javascript/i)
  })
})
