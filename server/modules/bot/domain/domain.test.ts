import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { botSettings } from '../contract'
import { answerFound, articleReply, miss, type Standing, type Tried } from './answer-turn'
import { circuitState, failuresToOpen, mayAsk } from './circuit'
import { picturesOf, plainAnswer } from './plain-answer'
import { asksForHuman, type Heard, languageOfWords, plainQuestion, readTurn } from './read-turn'
import { isSmallTalk } from './small-talk'

const settings = botSettings.parse({ enabled: true })
const standing = (misses = 0): Standing => ({ settings, language: 'en', misses })
const says = (text: string, more: Partial<Heard> = {}): Heard => ({
  ...{ seq: 1, kind: 'text', text, choice: null, recalled: false },
  ...more,
})
const tried = (...scores: number[]): Tried => ({
  question: 'q',
  none: false,
  found: scores.map((score, place) => ({ id: `${place}`, title: `T${place}`, text: `Text ${place}`, score })),
})

describe('what a customer asks for', () => {
  it.each([
    ['I want to talk to a HUMAN, now!', true],
    ['is this humane?', false],
    ['转人工', true],
    ['我要找人工客服', true],
    ['请问退货流程', false],
    ['give me an agent please', true],
    ['real-person', true],
  ])('%s asks for a human: %s', (text, wanted) =>
    expect(asksForHuman(text, settings.handOver.phrases)).toBe(wanted),
  )

  it('is a human as soon as one of several messages says so', () => {
    expect(readTurn([says('How do I return it?'), says('no, a human'), says('?')], settings)).toEqual({
      kind: 'human',
      why: 'phrase',
    })
  })

  it('is all questions of several messages, without greetings and thanks', () => {
    expect(
      readTurn([says('hello'), says('Where is it?'), says('And when?'), says('thanks')], settings),
    ).toEqual({
      kind: 'questions',
      questions: ['Where is it?', 'And when?'],
    })
    expect(readTurn([says('你好！')], settings)).toEqual({ kind: 'small_talk', talk: 'greeting' })
  })

  it('is what was tapped last, a picture is none, and what was taken back is nothing', () => {
    const choice = { kind: 'menu' as const, key: 'a' }
    expect(readTurn([says('Returns', { choice })], settings)).toEqual({ kind: 'choice', choice })
    expect(readTurn([says('', { kind: 'picture' })], settings)).toEqual({ kind: 'not_text' })
    expect(readTurn([says('x', { recalled: true })], settings)).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['OK, thank you!', 'thanks'],
    ['谢谢啦', null],
    ['好的，谢谢', 'thanks'],
    ['在吗？', 'greeting'],
    ["hello, I can't log in", null],
    ['yes', 'ok'],
  ])('%s is small talk: %s', (text, kind) => expect(isSmallTalk(text)).toBe(kind))

  it('is the same question whatever its case, marks and spaces', () => {
    expect(plainQuestion('  Where is MY order?! ')).toBe(plainQuestion('where is my order'))
    expect(plainQuestion('退款，多久？')).toBe('退款多久')
  })

  it('is answered in the language of its words, else of the conversation', () => {
    expect(languageOfWords('怎么退货', 'en')).toBe('zh')
    expect(languageOfWords('where is it', 'zh')).toBe('en')
    expect(languageOfWords('iPhone15', 'zh')).toBe('zh')
  })
})

describe('an answer', () => {
  it('is said from the one threshold on, offered from the other, and a miss below', () => {
    const of = (score: number) => answerFound(standing(), [tried(score)], tried(score), 'knowledge')
    expect(of(0.45)).toMatchObject({ outcome: 'answered', misses: 0, replies: [{ articleId: '0' }] })
    expect(of(0.449)).toMatchObject({ outcome: 'unsure', misses: 0 })
    expect(of(0.2).replies[0]?.buttons.map(({ label }) => label)).toEqual(['T0', 'None of these'])
    expect(of(0.199)).toMatchObject({ outcome: 'missed', misses: 1, handOver: null })
  })

  it('comes for each of several questions, once for each article', () => {
    const second = { ...tried(0.9), found: [{ id: 'b', title: 'B', text: 'Bee', score: 0.8 }] }
    const turn = answerFound(standing(), [tried(0.9), second], tried(0.9), 'knowledge')
    expect(turn.replies.map(({ articleId }) => articleId)).toEqual(['0', 'b'])
    expect(answerFound(standing(), [tried(0.9), tried(0.7)], tried(0.5), 'knowledge').replies).toHaveLength(1)
  })

  it('is found in all messages together where none of them has one', () => {
    const turn = answerFound(standing(), [tried(0.1), tried(0.1)], tried(0.6), 'knowledge')
    expect(turn).toMatchObject({ outcome: 'answered', replies: [{ articleId: '0' }] })
  })

  it('hands over exactly at the miss that the channel names, for any limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 12 }), (limit, before) => {
        const handOver = { ...settings.handOver, misses: limit }
        const turn = miss(
          { settings: { ...settings, handOver }, language: 'zh', misses: before },
          'nothing_found',
          'knowledge',
        )
        expect(turn.handOver !== null).toBe(before + 1 >= limit)
        expect(turn.misses).toBe(before + 1)
      }),
      {
        examples: [
          [2, 1],
          [2, 0],
          [1, 0],
        ],
      },
    )
    const never = { ...settings, handOver: { ...settings.handOver, misses: null } }
    expect(miss({ ...standing(9), settings: never }, 'nothing_found', 'knowledge').handOver).toBeNull()
  })

  it('has no signs of Markdown and an end', () => {
    expect(plainAnswer('# Returns\n\n* **Pack** it\n* [Form](https://a.example/f)')).toBe(
      'Returns\n\n• Pack it\n• Form: https://a.example/f',
    )
    expect(plainAnswer('word. '.repeat(2_000)).length).toBeLessThan(3_010)
  })

  it('has the pictures of its article that lie here, each once, and no other', () => {
    const here = '/api/knowledge/pictures/018f0000-0000-7000-8000-000000000001'
    expect(picturesOf(`![A lamp](${here}) and ![again](${here}) ![far](https://a.example/p.png)`)).toEqual([
      { path: here, alt: 'again' },
    ])
    expect(articleReply({ id: 'a', title: 'Lamp', text: `![A lamp](${here})` })).toEqual({
      ...{ text: 'Lamp', buttons: [], articleId: 'a', pictures: [{ path: here, alt: 'A lamp' }] },
    })
  })
})

describe('a circuit', () => {
  const circuit = (
    failures: number,
    openUntil: number | null = null,
    probingUntil: number | null = null,
  ) => ({
    ...{ failures, openUntil, probingUntil },
  })
  it('opens at the fifth failure, is half open afterwards, and lets one try', () => {
    expect(circuitState(circuit(failuresToOpen - 1), 0)).toBe('closed')
    expect(mayAsk(circuit(failuresToOpen, 30_000), 29_999)).toBe('no')
    expect(mayAsk(circuit(failuresToOpen, 30_000), 30_000)).toBe('probe')
    expect(mayAsk(circuit(failuresToOpen, 30_000, 45_000), 31_000)).toBe('no')
    expect(mayAsk(circuit(failuresToOpen, 30_000, 45_000), 45_000)).toBe('probe')
  })
})
