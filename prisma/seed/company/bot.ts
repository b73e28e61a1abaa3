/** The bot of the demo: its words, and what customers asked that no article answers. */
export const botChannel = {
  publicKey: 'demo-bot',
  name: 'Help centre',
  color: '#5b5f97',
}

export const botGreeting = {
  en: 'Hello, I am Fern, the assistant of Fernhalde. Ask me, or choose a question.',
  zh: '您好，我是 Fernhalde 的智能助手小蕨。请直接提问，或点选常见问题。',
}

export const botSays = {
  en: {
    miss: 'I have no answer to that yet. Could you say it in other words?',
    handOver: 'I am handing you over to a colleague.',
    human: 'Can I talk to a person?',
  },
  zh: {
    miss: '这个问题我暂时答不上来，换个说法再试试？',
    handOver: '正在为您转接人工客服。',
    human: '转人工',
  },
}

export const unanswered = {
  en: [
    'Do you have a shop in Vienna?',
    'Can you wrap it as a gift?',
    'do you have a shop in vienna',
    'Is the tent allowed as hand luggage?',
    'Which stove works at minus twenty degrees?',
    'can you wrap it as a gift?',
  ],
  zh: [
    '你们有线下门店吗？',
    '可以用花呗分期吗',
    '能开发票抬头改成公司吗急',
    '你们有线下门店吗',
    '有学生优惠吗？',
  ],
}
