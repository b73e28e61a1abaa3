import { expect, it } from 'vitest'
import { webAddress } from './web-address'

it.each(['https://a.example/hook?x=1', 'http://127.0.0.1:3000'])('%s can be called', (address) =>
  expect(webAddress.safeParse(address).success).toBe(true),
)

it.each([
  'nonsense',
  '',
  'ftp://a.example',
  'javascript:alert(1)',
  'https://me:pw@a.example',
  'https://me@a.example',
])('refused without an error of ours: %s', (address) =>
  expect(webAddress.safeParse(address).success).toBe(false),
)
