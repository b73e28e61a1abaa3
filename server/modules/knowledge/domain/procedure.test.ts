import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ProcedureStep, procedureInput, procedureStep, type StepTarget } from '../contract'
import { fittingProcedures } from './fitting-procedures'
import { crossingProblems, problemsOf } from './procedure-graph'
import { MAX_RUN_STEPS, walk } from './procedure-walk'

const texts = { en: 'text', zh: '' }
const next: StepTarget = { to: 'next' }
const to = (key: string): StepTarget => ({ to: 'step', key })
const say = (key: string, target: StepTarget = next): ProcedureStep => ({ kind: 'say', key, texts, target })
const act = (key: string, target: StepTarget = next): ProcedureStep => ({
  ...{ kind: 'act', key, texts, target, button: 'none', label: '', url: null },
})
const ask = (key: string, target: StepTarget = next): ProcedureStep => ({
  kind: 'ask',
  key,
  texts,
  field: key,
  target,
})
const check = (
  key: string,
  target: StepTarget = next,
  otherwise: StepTarget = { to: 'end' },
): ProcedureStep => ({
  ...{ kind: 'check', key, texts, target, otherwise },
})
const choice = (key: string, ...targets: StepTarget[]): ProcedureStep => ({
  ...{ kind: 'choice', key, texts, options: targets.map((target) => ({ texts, target })) },
})
const end = (key: string): ProcedureStep => ({ kind: 'end', key, texts })
const other = '018f0000-0000-7000-8000-000000000001'
const third = '018f0000-0000-7000-8000-000000000002'
const jump = (id: string): StepTarget => ({ to: 'procedure', id })

describe('a procedure is refused', () => {
  it.each<[string, ProcedureStep[], [string, string][]]>([
    ['for nothing when it runs through', [say('a'), ask('b'), end('c')], []],
    ['when a jump arrives nowhere', [ask('a', to('z'))], [['a', 'target_missing']]],
    ['when a step cannot be reached', [say('a', { to: 'end' }), say('b')], [['b', 'unreachable']]],
    ['when what follows an end has no way in', [end('a'), ask('b')], [['b', 'unreachable']]],
    ['when two steps have one name', [say('a'), say('a')], [['a', 'key_twice']]],
    [
      'when it leads round without a question',
      [say('a'), act('b'), say('c', to('b'))],
      [
        ['b', 'endless'],
        ['c', 'endless'],
      ],
    ],
    ['when a step leads to itself', [say('a', to('a'))], [['a', 'endless']]],
    ['but not for a circle through a question', [say('a'), ask('b', to('a'))], []],
    ['but not for a circle through a check', [act('a'), check('b', { to: 'end' }, to('a'))], []],
    ['but not for a circle through a choice', [act('a'), choice('b', to('a'), { to: 'end' })], []],
  ])('%s', (_title, steps, problems) => {
    expect(problemsOf(steps).map(({ key, code }) => [key, code])).toEqual(problems)
    const read = procedureInput.safeParse({
      ...{ names: { en: 'A', zh: '' }, topic: '', categoryIds: [], keywords: [], steps },
    })
    expect(read.success).toBe(problems.length === 0)
    for (const [key, code] of problems)
      expect(read.error?.issues.map(({ message }) => message)).toContain(`${code}: ${key}`)
  })

  it('when it leads to a procedure that is not published, or round through another one', () => {
    const mine = [say('a', jump(other))]
    expect(crossingProblems([third, mine], new Map())).toMatchObject([
      { key: 'a', code: 'procedure_missing' },
    ])
    expect(crossingProblems([third, mine], new Map([[other, [say('x'), end('y')]]]))).toEqual([])
    expect(crossingProblems([third, mine], new Map([[other, [say('x', jump(third))]]]))).toMatchObject([
      { key: 'a', code: 'endless' },
    ])
    expect(crossingProblems([third, mine], new Map([[other, [ask('x', jump(third))]]]))).toEqual([])
  })
})

describe('a step', () => {
  const steps = [
    say('a'),
    ask('b'),
    check('c', next, to('a')),
    choice('d', jump(other), to('b'), next),
    end('e'),
    act('f'),
  ]
  it.each<[string, string | null, unknown]>([
    ['a', null, { onward: to('b'), answer: null }],
    ['a', 'ignored', { onward: to('b'), answer: null }],
    ['b', ' 42 ', { onward: to('c'), answer: '42', field: 'b' }],
    ['b', '  ', { ok: false, code: 'answer_missing' }],
    ['b', null, { ok: false, code: 'answer_missing' }],
    ['c', 'yes', { onward: to('d'), answer: 'yes', field: null }],
    ['c', 'no', { onward: to('a'), answer: 'no' }],
    ['c', 'perhaps', { ok: false, code: 'answer_unknown' }],
    ['d', '0', { onward: jump(other), answer: '0' }],
    ['d', '1', { onward: to('b') }],
    ['d', '2', { onward: to('e') }],
    ['d', '3', { ok: false, code: 'answer_unknown' }],
    ['d', '-1', { ok: false, code: 'answer_unknown' }],
    ['e', null, { onward: { to: 'end' } }],
    ['f', null, { onward: { to: 'end' } }],
    ['gone', null, { ok: false, code: 'step_unknown' }],
  ])('%s answered with %s goes where it says', (key, answer, expected) => {
    expect(walk(steps, key, answer)).toMatchObject(expected as object)
  })
})

const keys = ['a', 'b', 'c', 'd', 'e', 'f']
const target = fc.oneof(
  fc.constant(next),
  fc.constant<StepTarget>({ to: 'end' }),
  fc.constantFrom(...keys).map(to),
)
const anyStep = (key: string) =>
  fc.oneof(
    target.map((t) => say(key, t)),
    target.map((t) => ask(key, t)),
    fc.tuple(target, target).map(([yes, no]) => check(key, yes, no)),
    fc.array(target, { minLength: 1, maxLength: 3 }).map((targets) => choice(key, ...targets)),
    fc.constant(end(key)),
  )
const anySteps = fc
  .integer({ min: 1, max: keys.length })
  .chain((length) => fc.tuple(...keys.slice(0, length).map(anyStep)))

describe('walking', () => {
  it('any accepted procedure asks at least once in as many steps as it has, or ends', () => {
    fc.assert(
      fc.property(anySteps, fc.infiniteStream(fc.nat(2)), (steps, chance) => {
        fc.pre(problemsOf(steps).length === 0)
        let key = steps[0]?.key ?? ''
        let quiet = 0
        for (let taken = 0; taken < MAX_RUN_STEPS; taken += 1) {
          const step = steps.find((one) => one.key === key)
          const pick = chance.next().value ?? 0
          const answer =
            step?.kind === 'choice' ? String(pick % step.options.length) : pick % 2 === 0 ? 'yes' : 'no'
          const walked = walk(steps, key, answer)
          if (!walked.ok) throw new Error(walked.code)
          quiet = step?.kind === 'say' || step?.kind === 'act' ? quiet + 1 : 0
          expect(quiet).toBeLessThanOrEqual(steps.length)
          if (walked.onward.to !== 'step') return
          key = walked.onward.key
        }
      }),
      {
        examples: [
          [[say('a'), ask('b', to('a'))], fc.sample(fc.infiniteStream(fc.nat(2)), 1)[0] as never],
          [[choice('a', to('a'), { to: 'end' })], fc.sample(fc.infiniteStream(fc.nat(2)), 1)[0] as never],
        ],
      },
    )
  })

  it('keeps every step as it was written when it is read again', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        expect(steps.map((step) => procedureStep.parse(JSON.parse(JSON.stringify(step))))).toEqual(steps)
      }),
    )
  })
})

describe('the offer', () => {
  const procedures = [
    { id: 'far', categoryIds: ['top'] },
    { id: 'near', categoryIds: ['leaf'] },
    { id: 'none', categoryIds: [] },
    { id: 'near2', categoryIds: ['leaf'] },
  ]
  it.each([
    ['the nearest category first', ['leaf', 'top'], [], ['near', 'near2', 'far']],
    ['words among equals', ['leaf'], [{ id: 'near2', score: 0.9 }], ['near2', 'near']],
    ['a chance word never before the category', ['top'], [{ id: 'none', score: 1 }], ['far', 'none']],
    ['the words where there is no category', [], [{ id: 'none', score: 0.5 }], ['none']],
    ['nothing where the words say nothing', [], [{ id: 'none', score: 0.1 }], []],
  ])('has %s', (_title, line, found, expected) => {
    expect(fittingProcedures({ procedures, line, found }).map(({ id }) => id)).toEqual(expected)
  })
})
