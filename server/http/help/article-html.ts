import { escapeHtml } from '@/customer/page'
import { type Block, type Inline, parseMarkdown } from '@/server/modules/knowledge/contract'

/** An article as HTML: everything written is escaped, and only what the parser knows becomes an element. */
export const articleHtml = (markdown: string): string => parseMarkdown(markdown).map(blockHtml).join('\n')

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`
    case 'heading': {
      // The article's title is the page's first heading.
      const level = Math.min(6, block.level + 1)
      return `<h${level}>${inlineHtml(block.content)}</h${level}>`
    }
    case 'list': {
      const items = block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`
    }
    case 'quote':
      return `<blockquote>${inlineHtml(block.content)}</blockquote>`
    default:
      return `<p>${inlineHtml(block.content)}</p>`
  }
}

function inlineHtml(content: readonly Inline[]): string {
  return content
    .map((part) => {
      const text = escapeHtml(part.text)
      switch (part.kind) {
        case 'strong':
        case 'em':
        case 'code':
          return `<${part.kind}>${text}</${part.kind}>`
        case 'link':
          return `<a href="${escapeHtml(part.href)}" rel="noopener nofollow">${text || escapeHtml(part.href)}</a>`
        case 'picture':
          return `<img src="${escapeHtml(part.href)}" alt="${text}" loading="lazy">`
        default:
          return text.replaceAll('\n', '<br>')
      }
    })
    .join('')
}
