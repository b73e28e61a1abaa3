/**
 * The robot's own words. A channel may say each of them differently; what it leaves empty is said like this.
 */
import type { ImSettings, ImText } from '../contract'
import { defaultTexts } from './default-texts'

export type Language = 'en' | 'zh'
type Words = Record<Language, string>

type Hint =
  | 'unsupported'
  | 'notLinked'
  | 'notYours'
  | 'over'
  | 'refused'
  | 'given'
  | 'gone'
  | 'closed'
  | 'link'
  | 'card'
  | 'test'
const hints: Record<Hint, Words> = {
  unsupported: {
    en: 'Messages of this kind cannot be read here. Please send text, a picture or a file.',
    zh: '暂不支持此类消息，请发送文字、图片或文件。',
  },
  notLinked: {
    en: 'Your account is not linked with an agent. Ask an administrator.',
    zh: '您的账号尚未与客服关联，请联系管理员。',
  },
  notYours: { en: 'Not sent: somebody else has this customer now.', zh: '未发送：该客户现由其他客服接待。' },
  over: { en: 'Not sent: this conversation has ended.', zh: '未发送：会话已结束。' },
  refused: { en: 'Not done: {why}', zh: '未完成：{why}' },
  given: {
    en: 'Conversation #{number} is yours. Send "{end}" to end it.',
    zh: '会话 #{number} 已分配给您。回复“{end}”结束会话。',
  },
  gone: { en: 'Conversation #{number} has gone to somebody else.', zh: '会话 #{number} 已转给其他客服。' },
  closed: { en: 'Conversation #{number} has ended.', zh: '会话 #{number} 已结束。' },
  link: { en: '[{kind}] {url}', zh: '[{kind}] {url}' },
  card: { en: '{title} {url}', zh: '{title} {url}' },
  test: { en: 'A test message from the console.', zh: '这是一条来自控制台的测试消息。' },
}

/** Placeholders without a value are left empty. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')).trim()
}

export function say(
  settings: Pick<ImSettings, 'texts'>,
  key: ImText,
  language: Language,
  values: Record<string, string | number> = {},
): string {
  const own = settings.texts[key]
  return fill(
    own?.[language] || own?.[language === 'en' ? 'zh' : 'en'] || defaultTexts[key][language],
    values,
  )
}

export const hint = (key: Hint, language: Language, values: Record<string, string | number> = {}): string =>
  fill(hints[key][language], values)

/** Chinese where there is a Chinese character, English at the first Latin words, else as before. */
export function languageOf(text: string, before: string | null, fallback: string): Language {
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  if (before === null && /[a-z]{2}/i.test(text)) return 'en'
  return (before ?? fallback) === 'zh' ? 'zh' : 'en'
}
