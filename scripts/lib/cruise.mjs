// The direction rules of .dependency-cruiser.cjs over a tree. Run alone: prints what breaks them.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const root = path.resolve(fileURLToPath(import.meta.url), '..', '..', '..')
const folders = ['app', 'components', 'server', 'customer', 'prisma']

// dependency-cruiser parses with TypeScript's own interface, which TypeScript 7 no longer has, or with swc,
// which it does not tell about JSX. Told here, before it loads swc.
const swc = require('@swc/core')
const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('x') })

/** Every broken rule below `baseDir`, with the files it holds; `modules` counts what was read. */
export async function cruiseTree(baseDir) {
  const { cruise } = await import('dependency-cruiser')
  const { forbidden, options } = require('../../.dependency-cruiser.cjs')
  const present = folders.filter((folder) => fs.existsSync(path.join(baseDir, folder)))
  const resolve = { alias: { '@': baseDir }, extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] }
  const { output } = await cruise(
    present,
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    resolve,
  )
  const own = output.modules.filter(
    (module) => !module.source.startsWith('node_modules') && !module.coreModule,
  )
  return {
    modules: own.length,
    files: present.flatMap((folder) => sources(path.join(baseDir, folder))).length,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sources(full)
    return /\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [full] : []
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, files, violations } = await cruiseTree(root)
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
  console.log(`${modules} modules of ${files} files read, ${violations.length} broken rules`)
  // A parser that silently reads nothing would pass every rule.
  process.exit(violations.length > 0 || modules < files ? 1 : 0)
}
