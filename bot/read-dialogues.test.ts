import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { titleOf } from './knowledge-of'
import { figuresOf } from './measure'
import { readDialogues } from './read-dialogues'

const file = (...lines: string[]) =>
  ['conversationId\tturnNumber\tutterance\tintent', ...lines, ''].join('\n')

describe('reading labelled dialogues', () => {
  it('leaves out what asks nothing and counts what is broken', () => {
    const read = readDialogues(
      file(
        'c1\t0\thi\topeninggreeting',
        'c1\t2\tbook me a flight\tbookflight',
        'c1\t3\tJohn\tcontentonly',
        'c1\t4\t"broken',
        ' line"\tO O city O',
        'c1\t5\tboth please\tgetseat<div>changeseat<div>contentonly',
      ),
    )
    expect(read).toMatchObject({ lines: 6, malformed: 2, conversations: 1 })
    expect(read.questions.map(({ intents }) => intents)).toEqual([['bookflight'], ['getseat', 'changeseat']])
    expect(read.questions[1]?.earlier).toEqual(['hi', 'book me a flight', 'John'])
  })

  it('holds out whole conversations whose digest divides by five', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `conversation-${i}`)
    const { questions } = readDialogues(file(...ids.flatMap((id) => [`${id}\t1\ta\tx`, `${id}\t2\tb\ty`])))
    expect(questions.map(({ heldOut }) => heldOut)).toEqual(
      ids.flatMap((id) => {
        const digest = createHash('sha256').update(id).digest('hex')
        // mod 5 of a hexadecimal number is that of the sum of its digits: 16 leaves 1.
        const out = [...digest].reduce((sum, digit) => sum + Number.parseInt(digit, 16), 0) % 5 === 0
        return [out, out]
      }),
    )
  })

  it('makes a title of a label with the customers’ own words', () => {
    const known = new Map([...['cancel', 'service'].map((word): [string, number] => [word, 40])])
    expect(titleOf('cancelserviceintent', known)).toBe('cancel service')
  })
})

describe('the figures', () => {
  const outcome = (intents: string[], given: string[]) => ({
    trial: { text: '', intents },
    given,
    atOnce: true,
  })
  it('count rare intents as much as common ones, and a miss as right where nothing is ours', () => {
    const outcomes = [
      ...[1, 2, 3].map(() => outcome(['often'], ['often'])),
      outcome(['rare'], ['often', 'rare']),
      outcome(['outofdomain'], []),
      outcome(['outofdomain'], ['often']),
    ]
    const learnt = [
      ...Array.from({ length: 5 }, () => ({ text: '', intents: ['often'] })),
      { text: '', intents: ['rare'] },
    ]
    expect(figuresOf(outcomes, learnt)).toMatchObject({
      questions: 6,
      top1: 4 / 6,
      top3: 5 / 6,
      macroTop1: (1 + 0 + 0.5) / 3,
      misses: 1 / 6,
      baselineTop1: 3 / 6,
      baselineTop3: 4 / 6,
    })
  })
})
