import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '@/components/i18n/messages/en.json'
import { sectionKeys } from '@/server/modules/accounts/contract'
import { roleKeyOf } from './role-key-of'

const modules = path.resolve(import.meta.dirname, '../../../server/modules')
const sources = readdirSync(modules, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  .filter((text) => /recordAudit|noteAudit/.test(text))
const named = (pattern: RegExp) =>
  new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))

describe('words of the audit log', () => {
  it('exist for every kind of record that is written', () => {
    const kinds = named(/(?:entity: |ENTITY = )'([a-z_]+)'/g)
    expect(kinds.size).toBeGreaterThan(15)
    expect([...kinds].filter((kind) => !(kind in en.audit.entities))).toEqual([])
  })

  it('exist for every action that is written', () => {
    const actions = named(/\baction: '([a-z_]+)'/g)
    expect(actions.size).toBeGreaterThan(15)
    expect([...actions].filter((action) => !(action in en.audit.actions))).toEqual([])
  })

  it('exist for every part of the settings', () => {
    for (const section of [...sectionKeys, 'mail', 'signIn', 'thresholds'])
      expect(en.audit.settings).toHaveProperty(section)
  })

  it('find the role by what the entry kept of it', () => {
    expect(roleKeyOf({ before: { key: 'agent' }, after: null })).toBe('agent')
    expect(roleKeyOf({ before: null, after: null })).toBe('')
  })
})
