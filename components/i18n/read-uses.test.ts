import { describe, expect, it } from 'vitest'
import { flatten, placeholders, readUses } from './read-uses'

describe('reading which messages a source uses', () => {
  it('finds plain keys, choices and prefixes under their namespace', () => {
    const source = `
      const t = useTranslations('a.b')
      t('one'); t(x ? 'two' : 'three', { n }); t(s === 'x' ? 'four' : 'five'); t(\`six.\${kind}\`); t.rich('seven', {})`
    expect(readUses(source)).toEqual({
      keys: ['a.b.one', 'a.b.two', 'a.b.three', 'a.b.four', 'a.b.five', 'a.b.seven'],
      prefixes: ['a.b.six.'],
      unreadable: [],
    })
  })

  it('follows a translate function that is handed on', () => {
    expect(readUses(`function f(t: Translator<'a'>) { return t('b') }`).keys).toEqual(['a.b'])
  })

  it('reports a key in a variable', () => {
    expect(readUses(`const t = useTranslations('a')\nt(key)`).unreadable).toHaveLength(1)
  })

  it('reads arguments inside the branches of a plural and nothing else', () => {
    expect(placeholders('{n, plural, =0 {none} one {{name} waits} other {# wait}} for {who}')).toEqual([
      'n',
      'name',
      'who',
    ])
    expect(placeholders('plain')).toEqual([])
  })

  it('flattens nested messages', () => {
    expect(flatten({ a: { b: 'x' }, c: 'y' })).toEqual({ 'a.b': 'x', c: 'y' })
  })
})
