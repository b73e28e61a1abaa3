import fs from 'node:fs'
import path from 'node:path'
import { findOrInstallBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { root, run } from './run.mjs'

/**
 * The stages of `npm test`, in the order in which a failure is cheapest to learn. Each resolves to what it
 * counted; a stage without test cases counts as one.
 */
export const stages = {
  lint: () => single(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
  types: checkTypes,
  directions: checkDirections,
  audit: () => single(['scripts/audit-deps.mjs']),
  unit: () => vitest('unit'),
  int: () => vitest('int'),
  next: async () => {
    await build()
    return vitest('next')
  },
  browser: runJourneys,
}

async function checkTypes() {
  // Makes next-env.d.ts and the types of the routes, which a fresh clone does not have.
  if ((await node(['node_modules/next/dist/bin/next', 'typegen'])) !== 0) return { passed: 0, failed: 1 }
  const projects = ['tsconfig.json', 'customer/tsconfig.json'].filter(exists)
  const counts = []
  for (const project of projects)
    counts.push(await single(['node_modules/typescript/bin/tsc', '--noEmit', '-p', project]))
  return sum(counts)
}

function checkDirections() {
  return single(['scripts/lib/cruise.mjs'])
}

async function vitest(project) {
  const report = reportFile(project)
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const code = await node(['node_modules/vitest/vitest.mjs', ...args])
  const result = readJson(report)
  return honest(code, { passed: result?.numPassedTests ?? 0, failed: result?.numFailedTests ?? 0 })
}

async function runJourneys() {
  if (!exists('e2e/playwright.config.ts')) return { passed: 0, failed: 0 }
  const browser = await findOrInstallBrowser()
  await build()
  const report = reportFile('browser')
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
  const env = { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const code = await node(['node_modules/@playwright/test/cli.js', ...args], env)
  const stats = readJson(report)?.stats
  return honest(code, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
  })
}

async function single(args) {
  return (await node(args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** A program that failed without a failed test (a file that does not load, a crash) still counts. */
function honest(code, { passed, failed }) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

export function sum(counts) {
  return counts.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    { passed: 0, failed: 0 },
  )
}

function node(args, env) {
  return run(process.execPath, args, { env })
}

function reportFile(name) {
  const file = path.join(root, '.build', 'reports', `${name}.json`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.rmSync(file, { force: true })
  return file
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function exists(name) {
  return fs.existsSync(path.join(root, name))
}
