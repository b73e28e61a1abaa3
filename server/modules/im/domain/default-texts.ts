/** What the robot says by itself, in the product's own words; a channel may say each of them differently. */
export const imTexts = [
  'welcome',
  'menu',
  'assigned',
  'transferred',
  'queued',
  'choice',
  'offline',
  'reminder',
  'confirm',
  'ended',
  'rate',
  'rated',
] as const
export type ImText = (typeof imTexts)[number]

type Words = { en: string; zh: string }

export const defaultTexts: Record<ImText, Words> = {
  welcome: {
    en: 'Hello! What can we do for you?',
    zh: '您好！请问有什么可以帮您？',
  },
  menu: {
    en: 'Send a number, or {word} to talk to a person.',
    zh: '请回复序号；回复“{word}”转人工。',
  },
  assigned: { en: '{agent} is with you now.', zh: '客服 {agent} 为您服务。' },
  transferred: { en: '{agent} takes over from here.', zh: '接下来由 {agent} 为您服务。' },
  queued: {
    en: 'Everybody is busy. You are number {place} in line. Send "{end}" to leave.',
    zh: '客服正忙，您排在第 {place} 位。回复“{end}”可退出排队。',
  },
  choice: {
    en: 'It takes longer than we would like. Send 1 to keep waiting, 2 to leave a message.',
    zh: '等待时间较长。回复 1 继续等待，回复 2 转为留言。',
  },
  offline: {
    en: 'Nobody is here just now. Write down your question: we answer as soon as we are back.',
    zh: '当前没有客服在线。请留言，我们上班后会尽快回复您。',
  },
  reminder: {
    en: 'Are you still there? Without an answer this conversation will end soon.',
    zh: '您还在吗？如果没有回复，本次会话稍后将自动结束。',
  },
  confirm: {
    en: 'Is your question solved? Send 1 for yes, 2 for no.',
    zh: '您的问题解决了吗？回复 1 已解决，回复 2 未解决。',
  },
  ended: {
    en: 'This conversation has ended. Write again at any time.',
    zh: '本次会话已结束，有需要请随时联系我们。',
  },
  rate: {
    en: 'How was it? Send a number from 1 (poor) to 5 (very good).',
    zh: '请为本次服务评分：回复 1（很差）到 5（非常好）。',
  },
  rated: { en: 'Thank you for your rating.', zh: '感谢您的评价。' },
}
