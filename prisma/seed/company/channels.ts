import type { ChannelSettings } from '@/server/modules/channels/contract'
import type { LeafKey, RootKey } from './categories'
import type { GroupKey } from './groups'
import type { CalendarKey } from './organisation'

export type ChannelKey = 'web' | 'app' | 'china' | 'partner'

type Settings = (leaves: Record<LeafKey, string>) => Partial<ChannelSettings>
const ordinary: Settings = () => ({})

const shopWindow: Settings = (leaves) => ({
  helpPage: true,
  askRating: true,
  contact: 'optional',
  closingWords: {
    en: 'Thank you for writing to Fernhalde. Write again whenever you need us.',
    zh: '感谢您联系 Fernhalde，如有需要，随时欢迎再来咨询。',
  },
  menu: [
    {
      label: { en: 'Track a parcel', zh: '查询包裹' },
      action: { kind: 'category', categoryId: leaves.parcel },
    },
    {
      label: { en: 'Send something back', zh: '我要退货' },
      action: { kind: 'category', categoryId: leaves.return },
    },
    {
      label: { en: 'Delivery times', zh: '配送时效' },
      action: { kind: 'text', text: { en: 'How long does delivery take?', zh: '配送需要多久？' } },
    },
  ],
})

/** The web shop is open around the clock, so that whoever tries the demo at night is served too. */
export const channels = [
  {
    key: 'web',
    publicKey: 'demo-web',
    name: 'Web shop',
    kind: 'web',
    language: 'en',
    siteIds: ['shop-de', 'shop-uk'],
    projectTypes: ['shop', 'service'],
    color: '#2f6f4f',
    greeting: {
      en: 'Hello and welcome to Fernhalde. How can we help?',
      zh: '您好，欢迎来到 Fernhalde，请问有什么可以帮您？',
    },
    calendar: 'always',
    confirmClosing: false,
    settings: shopWindow,
    weight: 52,
  },
  {
    key: 'app',
    publicKey: 'demo-app',
    name: 'Mobile app',
    kind: 'app',
    language: 'en',
    siteIds: ['app'],
    projectTypes: ['shop'],
    color: '#2f6fed',
    greeting: {
      en: 'Hi! Tell us what you need, we are happy to help.',
      zh: '您好！请告诉我们您的需求，我们很乐意帮忙。',
    },
    calendar: 'shop',
    confirmClosing: true,
    settings: ordinary,
    weight: 26,
  },
  {
    key: 'china',
    publicKey: 'demo-china',
    name: '中文商城',
    kind: 'web',
    language: 'zh',
    siteIds: ['shop-cn'],
    projectTypes: ['shop', 'service'],
    color: '#b4442f',
    greeting: {
      en: 'Welcome to Fernhalde. How can we help?',
      zh: '您好，这里是 Fernhalde 客服，请问有什么可以帮您？',
    },
    calendar: 'always',
    confirmClosing: false,
    settings: shopWindow,
    weight: 17,
  },
  {
    key: 'partner',
    publicKey: 'demo-partner',
    name: 'Partner API',
    kind: 'api',
    language: 'en',
    siteIds: ['alpine-club', 'camp-rental'],
    projectTypes: ['partner'],
    color: '#5b5f97',
    greeting: { en: 'Fernhalde partner service.', zh: 'Fernhalde 合作伙伴服务。' },
    calendar: 'office',
    confirmClosing: false,
    settings: ordinary,
    weight: 5,
  },
] as const satisfies readonly {
  key: ChannelKey
  calendar: CalendarKey
  greeting: { en: string; zh: string }
  settings: Settings
  [other: string]: unknown
}[]

/** Tried in this order; what no rule takes goes to Customer care. */
export const routingRules: {
  name: string
  conditions: { languages?: string[]; roots?: RootKey[]; vipMin?: number; channels?: ChannelKey[] }
  group: GroupKey
  boost: number
}[] = [
  {
    name: 'Chinese, loyal customers',
    conditions: { languages: ['zh'], vipMin: 3 },
    group: 'chinese',
    boost: 10,
  },
  { name: 'Chinese', conditions: { languages: ['zh'] }, group: 'chinese', boost: 0 },
  {
    name: 'Loyal customers, returns first',
    conditions: { roots: ['returns'], vipMin: 3 },
    group: 'returns',
    boost: 10,
  },
  {
    name: 'Loyal customers, orders first',
    conditions: { roots: ['orders'], vipMin: 3 },
    group: 'orders',
    boost: 10,
  },
  { name: 'Partners', conditions: { channels: ['partner'] }, group: 'care', boost: 5 },
  { name: 'Orders & delivery', conditions: { roots: ['orders'] }, group: 'orders', boost: 0 },
  { name: 'Returns & refunds', conditions: { roots: ['returns'] }, group: 'returns', boost: 0 },
  { name: 'Payment & invoices', conditions: { roots: ['payment'] }, group: 'payment', boost: 0 },
  { name: 'Product advice', conditions: { roots: ['advice'] }, group: 'advice', boost: 0 },
  { name: 'Warranty & repair', conditions: { roots: ['warranty'] }, group: 'warranty', boost: 0 },
]
