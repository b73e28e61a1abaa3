import { escapeHtml } from './page'

export type DemoHostPageInput = {
  channelKey: string
  /** Address of the loader, e.g. /widget.js. */
  loaderSrc: string
  language: string
  /** #rrggbb of the launcher until the channel's own colour is known. */
  color?: string
}

const WORDS = {
  en: {
    title: 'Fernhalde Outdoor & Home',
    lead: 'Tents, packs and boots for people who walk.',
    goods: [
      ['Ridge 2 tent', '2 people, 1.9 kg', '€ 289'],
      ['Moor 38 pack', '38 litres, rain cover', '€ 129'],
      ['Scree boots', 'Resoleable, sizes 36–48', '€ 169'],
      ['Ember stove', 'Gas, boils in 3 minutes', '€ 59'],
    ],
    note: 'A shop page that stands in for yours: the button at the lower right is all the script adds.',
  },
  zh: {
    title: '蕨坡户外与家居',
    lead: '为走路的人准备的帐篷、背包和靴子。',
    goods: [
      ['山脊双人帐', '双人，1.9 公斤', '¥ 2,190'],
      ['荒原 38 背包', '38 升，含防雨罩', '¥ 899'],
      ['碎石徒步靴', '可换底，36–48 码', '¥ 1,290'],
      ['余烬炉头', '气罐，三分钟烧开', '¥ 429'],
    ],
    note: '这是一张示例店铺页，代替您的网站：脚本只在右下角放一个按钮。',
  },
}

/** A shop's page with the loader on it, to try the window the way a customer meets it. */
export function renderDemoHostPage({ channelKey, loaderSrc, language, color }: DemoHostPageInput): string {
  const chinese = language.toLowerCase().startsWith('zh')
  const words = chinese ? WORDS.zh : WORDS.en
  const paint = color ? ` data-color="${escapeHtml(color)}"` : ''
  const goods = words.goods.map(
    ([name = '', what = '', price = ''], index) =>
      `<li><div class="pic p${index}"></div><h2>${escapeHtml(name)}</h2><p>${escapeHtml(what)}</p><b>${escapeHtml(price)}</b></li>`,
  )
  return `<!doctype html>
<html lang="${chinese ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<script src="${escapeHtml(loaderSrc)}" data-channel="${escapeHtml(channelKey)}"${paint} async></script>
</head>
<body>
<header><h1>${words.title}</h1><p>${words.lead}</p></header>
<main><ul>${goods.join('')}</ul><p class="note">${words.note}</p></main>
</body>
</html>
`
}

export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f6f5f1;--ink:#22261f;--soft:#5d6458}
@media(prefers-color-scheme:dark){:root{--paper:#1e221c;--ground:#141712;--ink:#eceee8;--soft:#a7ae9f}}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink)}
header,main{max-width:68rem;margin:0 auto;padding:1.5rem}
h1{margin:0;font-size:1.75rem}
header p,.note{color:var(--soft);margin:.25rem 0}
ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1.25rem}
li{background:var(--paper);border-radius:12px;padding:1rem}
h2{font-size:1.0625rem;margin:.75rem 0 0}
li p{margin:0 0 .5rem;color:var(--soft)}
.pic{aspect-ratio:4/3;border-radius:8px;background:#5b7a5a}
.p1{background:#a0683c}.p2{background:#6b5d4f}.p3{background:#3f6477}
.note{margin-top:2rem}
`
