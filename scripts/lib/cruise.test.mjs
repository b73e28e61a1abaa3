import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cruiseTree } from './cruise.mjs'

const made = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A tree in which `from` imports `to`. */
function tree(from, to) {
  const folder = mkdtempSync(path.join(tmpdir(), 'directions-'))
  made.push(folder)
  const write = (name, text) => {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
  const isPackage = !to.includes('/') || to.startsWith('@')
  if (!isPackage) write(to, 'export const value = 1\n')
  write(
    from,
    `import { value } from '${isPackage ? to : `@/${to.replace(/\.tsx?$/, '')}`}'\nexport const used = value\n`,
  )
  return folder
}

const broken = async (from, to) => (await cruiseTree(tree(from, to))).violations.map((v) => v.rule)

describe('each direction rule still bites', () => {
  it.each([
    ['domain-is-pure', 'server/modules/dispatch/domain/a.ts', 'server/platform/clock.ts'],
    ['domain-is-pure', 'server/modules/dispatch/domain/a.ts', 'server/modules/dispatch/store/b.ts'],
    ['domain-is-pure', 'server/modules/dispatch/domain/a.ts', 'pg'],
    ['only-through-the-door', 'server/modules/dispatch/actions/a.ts', 'server/modules/channels/domain/b.ts'],
    ['order-accounts', 'server/modules/accounts/actions/a.ts', 'server/modules/workforce/index.ts'],
    ['order-workforce', 'server/modules/workforce/actions/a.ts', 'server/modules/conversations/index.ts'],
    ['order-channels', 'server/modules/channels/actions/a.ts', 'server/modules/conversations/index.ts'],
    ['order-conversations', 'server/modules/conversations/actions/a.ts', 'server/modules/dispatch/index.ts'],
    ['order-dispatch', 'server/modules/dispatch/actions/a.ts', 'server/modules/insights/index.ts'],
    ['sql-only-in-stores', 'server/modules/dispatch/actions/a.ts', 'pg'],
    ['sql-only-in-stores', 'server/http/a.ts', '@prisma/client'],
    ['stores-decide-nothing', 'server/modules/dispatch/store/a.ts', 'server/modules/dispatch/actions/b.ts'],
    ['actions-know-no-router', 'server/modules/dispatch/actions/a.ts', 'server/modules/dispatch/router.ts'],
    ['server-knows-no-screens', 'server/http/a.ts', 'components/ui/b.tsx'],
    ['platform-knows-no-modules', 'server/platform/a.ts', 'server/modules/dispatch/index.ts'],
    ['screens-know-contracts', 'components/features/a.tsx', 'server/modules/dispatch/index.ts'],
    ['urls-know-no-modules', 'app/page.tsx', 'server/modules/dispatch/index.ts'],
    ['window-stands-alone', 'customer/chat/a.ts', 'components/ui/b.tsx'],
  ])('%s: %s must not import %s', async (rule, from, to) => {
    expect(await broken(from, to)).toContain(rule)
  })

  it('no-circular: two files that import each other', async () => {
    const folder = tree('server/http/a.ts', 'server/http/b.ts')
    writeFileSync(
      path.join(folder, 'server/http/b.ts'),
      "import { used } from './a'\nexport const value = used\n",
    )
    expect((await cruiseTree(folder)).violations.map((v) => v.rule)).toContain('no-circular')
  })

  it.each([
    ['server/modules/dispatch/actions/a.ts', 'server/modules/conversations/index.ts'],
    ['server/modules/dispatch/domain/a.ts', 'server/modules/channels/contract.ts'],
    ['server/modules/dispatch/domain/a.ts', 'zod'],
    ['server/modules/dispatch/store/a.ts', 'pg'],
    ['components/features/a.tsx', 'server/modules/dispatch/contract.ts'],
    ['app/page.tsx', 'components/ui/b.tsx'],
  ])('what is meant to be stays allowed: %s may import %s', async (from, to) => {
    expect(await broken(from, to)).toEqual([])
  })

  it('reads every file of this project, and finds nothing broken', async () => {
    const { modules, files, violations } = await cruiseTree(path.resolve('.'))
    expect(modules).toBeGreaterThanOrEqual(files)
    expect(violations).toEqual([])
  })
})
