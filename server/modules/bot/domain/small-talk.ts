/** A word that wants a word back and no article: it is no miss. */
export type SmallTalk = 'greeting' | 'thanks' | 'bye' | 'ok'

const words: Record<SmallTalk, RegExp> = {
  greeting:
    /^(hi|hello|hey|hi there|hello there|hey there|good (morning|afternoon|evening|day)|greetings|anyone there|is anyone there|你好|您好|在吗|在么|在不在|哈喽|嗨|早上好|下午好|晚上好|有人吗)+$/,
  thanks:
    /^(ok |okay |great |perfect )?(thanks|thank you|thx|ty|many thanks|thank you very much|thank you so much|thanks a lot|cheers|谢谢|谢谢你|谢谢您|多谢|感谢|谢了|好的 ?谢谢)( bye)?$/,
  bye: /^(bye|goodbye|bye bye|see you|have a (nice|good) day|再见|拜拜|回头见)$/,
  ok: /^(ok|okay|yes|no|yep|nope|sure|great|perfect|fine|alright|got it|i see|all right|好|好的|嗯|嗯嗯|行|可以|知道了|明白了|收到|是的|不是|没有了)$/,
}

export function isSmallTalk(text: string): SmallTalk | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/[啊呀呢哦吧哈~]+$/u, '')
  if (plain.length > 40) return null
  for (const kind of ['greeting', 'thanks', 'bye', 'ok'] as const) if (words[kind].test(plain)) return kind
  return null
}
