/**
 * The robot's own words. A channel may say each of them differently; what it leaves empty is said like this.
 */
import type { ImSettings, ImText } from '../contract'

export type Language = 'en' | 'zh'
type Words = Record<Language, string>

const defaults: Record<ImText, Words> = {
  welcome: {
    en: 'Hello! What can we do for you?',
    zh: '您好!请问有什么可以帮您?',
  },
  menu: {
    en: 'Send a number, or {word} to talk to a person.',
    zh: '请回复序号;回复“{word}”转人工。',
  },
  assigned: { en: '{agent} is with you now.', zh: '客服 {agent} 为您服务。' },
  transferred: { en: '{agent} takes over from here.', zh: '接下来由 {agent} 为您服务。' },
  queued: {
    en: 'Everybody is busy. You are number {place} in line. Send "{end}" to leave.',
    zh: '客服正忙,您排在第 {place} 位。回复“{end}”可退出排队。',
  },
  choice: {
    en: 'It takes longer than we would like. Send 1 to keep waiting, 2 to leave a message.',
    zh: '等待时间较长。回复 1 继续等待,回复 2 转为留言。',
  },
  offline: {
    en: 'Nobody is here just now. Write down your question: we answer as soon as we are back.',
    zh: '当前没有客服在线。请留言,我们上班后会尽快回复您。',
  },
  reminder: {
    en: 'Are you still there? Without an answer this conversation will end soon.',
    zh: '您还在吗?如果没有回复,本次会话稍后将自动结束。',
  },
  confirm: {
    en: 'Is your question solved? Send 1 for yes, 2 for no.',
    zh: '您的问题解决了吗?回复 1 已解决,回复 2 未解决。',
  },
  ended: {
    en: 'This conversation has ended. Write again at any time.',
    zh: '本次会话已结束,有需要请随时联系我们。',
  },
  rate: {
    en: 'How was it? Send a number from 1 (poor) to 5 (very good).',
    zh: '请为本次服务评分:回复 1(很差)到 5(非常好)。',
  },
  rated: { en: 'Thank you for your rating.', zh: '感谢您的评价。' },
}

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
    zh: '暂不支持此类消息,请发送文字、图片或文件。',
  },
  notLinked: {
    en: 'Your account is not linked with an agent. Ask an administrator.',
    zh: '您的账号尚未与客服关联,请联系管理员。',
  },
  notYours: { en: 'Not sent: somebody else has this customer now.', zh: '未发送:该客户现由其他客服接待。' },
  over: { en: 'Not sent: this conversation has ended.', zh: '未发送:会话已结束。' },
  refused: { en: 'Not done: {why}', zh: '未完成:{why}' },
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
  return fill(own?.[language] || own?.[language === 'en' ? 'zh' : 'en'] || defaults[key][language], values)
}

export const hint = (key: Hint, language: Language, values: Record<string, string | number> = {}): string =>
  fill(hints[key][language], values)

/** Chinese where there is a Chinese character, English at the first Latin words, else as before. */
export function languageOf(text: string, before: string | null, fallback: string): Language {
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  if (before === null && /[a-z]{2}/i.test(text)) return 'en'
  return (before ?? fallback) === 'zh' ? 'zh' : 'en'
}
