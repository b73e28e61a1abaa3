import { describe, expect, it } from 'vitest'
import { readFile } from './read-file'

const head = 'switchyard: configuration\nschema: 1\n'
const problemsOf = (text: string) => {
  const read = readFile(text)
  return 'problems' in read ? read.problems : []
}

describe('the text of a file', () => {
  it('may be YAML or JSON, and leaves out what is not meant', () => {
    expect(readFile(head)).toEqual({ file: {} })
    expect(readFile('{"switchyard":"configuration","schema":1}')).toEqual({ file: {} })
    expect(readFile(`${head}groups:\n  - name: Care\n`)).toMatchObject({
      file: { groups: [{ name: 'Care', serviceLevelSeconds: 30, parent: null }] },
    })
  })

  it.each([
    ['broken YAML', `${head}groups: [`, '', 'broken'],
    ['a key that stands twice', `${head}schema: 1\n`, '', 'broken'],
    ['another document', 'hello: world', '', 'no_configuration'],
    ['nothing', '', '', 'no_configuration'],
    ['a newer schema', 'switchyard: configuration\nschema: 2\n', '', 'newer'],
    ['an unknown section', `${head}grops: []\n`, 'grops', 'unknown_field'],
    ['an unknown field', `${head}groups:\n  - {name: A, colour: red}\n`, 'groups[0].colour', 'unknown_field'],
    [
      'an unknown field that reading would pass over',
      `${head}groups:\n  - {name: A, thresholds: {silence: 1}}\n`,
      'groups[0].thresholds.silence',
      'unknown_field',
    ],
  ])('is refused with its place: %s', (_, text, path, code) => {
    expect(problemsOf(text)).toMatchObject([{ path, code }])
  })

  it('names the place of a wrong value', () => {
    const text = `${head}groups:\n  - name: A\n    members:\n      - {agent: a@b.example}\n      - {agent: x, level: 0}\n`
    expect(problemsOf(text).map(({ path }) => path)).toEqual([
      'groups[0].members[1].agent',
      'groups[0].members[1].level',
    ])
  })

  it('is not unfolded without end, nor nested without end', () => {
    const level = (n: number) =>
      `l${n}: &l${n} [${Array(10)
        .fill(`*l${n - 1}`)
        .join(', ')}]\n`
    const bomb = `${head}l0: &l0 [x]\n${[1, 2, 3, 4, 5, 6, 7, 8].map(level).join('')}`
    expect(problemsOf(bomb)).toMatchObject([{ code: 'broken' }])
    expect(problemsOf(`${head}groups: ${'['.repeat(20_000)}`)).toMatchObject([{ code: 'broken' }])
  })

  it('is at most 10 MB', () => {
    expect(problemsOf('#'.repeat(10 * 1024 * 1024 + 1))).toMatchObject([{ code: 'too_large' }])
  })
})
