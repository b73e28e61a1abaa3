import { expect, it } from 'vitest'
import en from '@/components/i18n/messages/en.json'
import zh from '@/components/i18n/messages/zh.json'
import { permissions } from '@/server/access'

const words = permissions.map((permission) => permission.replace('.', '_')).sort()

it.each([
  ['en', en.roles],
  ['zh', zh.roles],
])('%s has a name and an explanation for every permission, and for nothing else', (_, roles) => {
  expect(Object.keys(roles.permission).sort()).toEqual(words)
  expect(Object.keys(roles.explain).sort()).toEqual(words)
})
