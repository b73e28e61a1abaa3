import { describe, expect, it } from 'vitest'
import en from '@/components/i18n/messages/en.json'
import { builtInRoles, roleKeys } from '@/server/access'
import { unrenamedRole } from './role-name'

describe('names of built-in roles', () => {
  it('are translated while nobody has renamed the role, and never those of own roles', () => {
    for (const key of roleKeys) expect(unrenamedRole({ key, name: builtInRoles[key].name })).toBe(key)
    expect(unrenamedRole({ key: 'agent', name: 'Adviser' })).toBeNull()
    expect(unrenamedRole({ key: 'role_1', name: 'Agent' })).toBeNull()
  })

  it('say in English what is stored', () => {
    for (const key of roleKeys) expect(en.roleNames[key]).toBe(builtInRoles[key].name)
  })
})
