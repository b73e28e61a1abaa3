import type { SmallTalk } from './small-talk'

/** What the bot says of itself; the channel's own words come before. */
export type BotWords = {
  name: string
  opening: string
  miss: string
  handOver: string
  didYouMean: string
  noneOfThese: string
  human: string
  notText: string
  choose: (topic: string) => string
  category: (name: string) => string
  talk: Record<SmallTalk, string>
}

export const botWords: Record<'en' | 'zh', BotWords> = {
  en: {
    name: 'Assistant',
    opening: 'Hello! Ask me anything, or choose a question.',
    miss: 'I have no answer to that yet. Could you say it in other words?',
    handOver: 'I am handing you over to a colleague.',
    didYouMean: 'Did you mean one of these?',
    noneOfThese: 'None of these',
    human: 'Talk to a person',
    notText: 'I can only read text. Please say it in words, or talk to a person.',
    choose: (topic) => `${topic}: please choose.`,
    category: (name) => `${name}: what would you like to know?`,
    talk: {
      greeting: 'Hello! What can I do for you?',
      thanks: 'You are welcome! Is there anything else?',
      bye: 'Goodbye, and have a nice day!',
      ok: 'Is there anything else I can do for you?',
    },
  },
  zh: {
    name: '智能助手',
    opening: '您好！请直接输入问题，或点选下面的常见问题。',
    miss: '这个问题我暂时答不上来，换个说法再试试？',
    handOver: '正在为您转接人工客服。',
    didYouMean: '您想问的是不是：',
    noneOfThese: '都不是',
    human: '转人工',
    notText: '我只能看懂文字，请用文字描述，或转人工客服。',
    choose: (topic) => `${topic}：请选择。`,
    category: (name) => `${name}：请问您想了解什么？`,
    talk: {
      greeting: '您好！请问有什么可以帮您？',
      thanks: '不客气！还有其他问题吗？',
      bye: '再见，祝您生活愉快！',
      ok: '还有其他可以帮您的吗？',
    },
  },
}
