import { STYLE } from './demo-page'
import { escapeHtml } from './page'

export type DemoSignedInput = {
  channelKey: string
  loaderSrc: string
  language: string
  /** Of the made-up customer; null: the channel has no secret to sign with. */
  token: string | null
  name: string
  /** For the Content-Security-Policy. */
  nonce: string
}

const WORDS = {
  en: {
    title: 'Fernhalde, my account',
    lead: (name: string) => `Signed in as ${name}`,
    order: 'Order FH-2043: Ridge 2 tent, on its way',
    ask: 'Ask about this order',
    signIn: 'Sign in',
    signOut: 'Sign out',
    unread: 'Unread',
    note: 'A page of a made-up shop. Its server has signed who the customer is, the way your server would: see docs/embedding.md.',
    none: 'This channel has no identity secret yet. Make one under Admin → Channels and load this page again.',
  },
  zh: {
    title: '蕨坡，我的账户',
    lead: (name: string) => `已登录：${name}`,
    order: '订单 FH-2043：山脊双人帐，运输中',
    ask: '咨询此订单',
    signIn: '登录',
    signOut: '退出登录',
    unread: '未读',
    note: '一家虚构店铺的页面。店铺服务器像您的服务器那样签名说明了客户是谁，详见 docs/embedding.md。',
    none: '该渠道还没有身份密钥。请在“管理 → 渠道”中生成，然后重新打开本页。',
  },
}

/** A shop's page for a customer who has signed in there: embeds the window with a signed identity. */
export function renderDemoSigned(input: DemoSignedInput): string {
  const { channelKey, loaderSrc, language, token, name, nonce } = input
  const chinese = language.toLowerCase().startsWith('zh')
  const words = chinese ? WORDS.zh : WORDS.en
  const account = token
    ? `<main><p id="who">${escapeHtml(words.lead(name))}</p>
<p>${words.order}</p>
<p><button id="ask">${words.ask}</button> <button id="in">${words.signIn}</button> <button id="out">${words.signOut}</button></p>
<p>${words.unread}: <output id="unread">0</output></p><p class="note">${words.note}</p></main>`
    : `<main><p>${words.none}</p></main>`
  return `<!doctype html>
<html lang="${chinese ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<script nonce="${escapeHtml(nonce)}">
window.Switchyard = window.Switchyard || []
${token ? page(token) : ''}
</script>
<script src="${escapeHtml(loaderSrc)}" data-channel="${escapeHtml(channelKey)}" async></script>
</head>
<body><header><h1>${words.title}</h1></header>
${account}
</body>
</html>
`
}

/** The token holds nothing but the letters of base64url and dots. */
const page = (token: string) => `const token = '${token}'
Switchyard.push(['identify', token], ['on', 'unread', ({ count }) => { document.getElementById('unread').textContent = count }])
addEventListener('DOMContentLoaded', () => {
  const who = document.getElementById('who')
  const on = (id, act) => document.getElementById(id).addEventListener('click', act)
  on('ask', () => Switchyard.push(['open', { orderId: 'FH-2043', stage: 'after_sale' }]))
  on('in', () => { Switchyard.push(['identify', token]); who.hidden = false })
  on('out', () => { Switchyard.push(['logout']); who.hidden = true })
})`
