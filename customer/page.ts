/**
 * The HTML of the customer's window, served at /c/<channelKey>. A pure string: nothing is read, nothing
 * runs inline, so the page works under `script-src 'self'; style-src 'self'`. The script reads the
 * channel from data attributes; the shape of the window stands there before it has loaded.
 */
export type ChatPageInput = {
  channelKey: string
  /** Title and heading until the session is there. */
  channelName?: string
  /** `en` or `zh`; the script may choose another one later. */
  language: string
  assets: { js: string; css: string }
  /** For a Content-Security-Policy that wants one. */
  nonce?: string
  /** Inside the frame that the loader makes. */
  embed: boolean
}

export function renderChatPage(input: ChatPageInput): string {
  const { channelKey, language, assets, embed } = input
  const nonce = input.nonce ? ` nonce="${escapeHtml(input.nonce)}"` : ''
  const chinese = language.toLowerCase().startsWith('zh')
  const title = input.channelName ?? (chinese ? '在线客服' : 'Chat')
  const noScript = chinese
    ? '请启用 JavaScript 后使用在线客服。'
    : 'Please switch on JavaScript to use the chat.'
  return `<!doctype html>
<html lang="${chinese ? 'zh-CN' : 'en'}" class="${embed ? 'embed' : 'page'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${escapeHtml(assets.css)}"${nonce}>
<script type="module" src="${escapeHtml(assets.js)}"${nonce}></script>
</head>
<body>
<div id="switchyard" data-channel="${escapeHtml(channelKey)}" data-embed="${embed}">
<div class="skeleton" role="status" aria-label="${chinese ? '正在打开对话' : 'Loading the chat'}"><div class="sk-head"></div><div class="sk-line"></div><div class="sk-line short"></div><div class="sk-button"></div><div class="sk-button"></div><div class="sk-foot"></div></div>
</div>
<noscript>${noScript}</noscript>
</body>
</html>
`
}

/** Text made safe for element content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }
  return text.replace(/[&<>"']/g, (char) => `&${names[char]};`)
}
