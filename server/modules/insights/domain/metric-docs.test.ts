import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { beginMark, endMark, metricTables, type Words, withTables } from './metric-docs'

const root = path.resolve(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const words = (language: 'en' | 'zh') =>
  JSON.parse(read(`components/i18n/messages/${language}.json`)).insights as Words

describe('docs/metrics.md', () => {
  it('says what the registry says; npm run metrics:docs writes it', () => {
    const document = read('docs/metrics.md')
    expect(withTables(document, metricTables(words('en'), words('zh')))).toBe(document)
  })

  it('keeps what is written by hand around the tables', () => {
    expect(withTables(`before ${beginMark} old ${endMark} after`, 'new')).toBe('before new after')
    expect(() => withTables('no marks', 'new')).toThrow(/marks/)
  })
})
