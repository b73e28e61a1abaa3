import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from './progress.mjs'
import { Failure, root, run } from './run.mjs'

const downloadLimitMs = 180_000
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** A browser for the journeys: CHROME_PATH, an installed one, Playwright's download, the distribution's. */
export async function findOrInstallBrowser() {
  const found = findBrowser() ?? (await download()) ?? (await installFromDistribution())
  if (found) return found
  throw new Failure(
    'No browser for the journeys. Install Chromium or Google Chrome (Debian, Ubuntu: apt-get install chromium ' +
      'fonts-noto-cjk), or name one with CHROME_PATH=/path/to/chrome.',
  )
}

function findBrowser() {
  const named = process.env.CHROME_PATH
  if (named) {
    if (fs.existsSync(named)) return named
    throw new Failure(`CHROME_PATH "${named}" does not exist: give the path of Chromium or Google Chrome.`)
  }
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ]
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...candidates, ...places].find((file) => fs.existsSync(file)) ?? findDownloaded()
}

function findDownloaded() {
  const program = "process.stdout.write(require('@playwright/test').chromium.executablePath())"
  const { stdout } = spawnSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' })
  return stdout && fs.existsSync(stdout) ? stdout : undefined
}

async function download() {
  say("no Chromium or Chrome is installed; trying Playwright's download")
  const args = ['node_modules/@playwright/test/cli.js', 'install', 'chromium']
  await run(process.execPath, args, { timeout: downloadLimitMs }).catch(() => 1)
  return findDownloaded()
}

async function installFromDistribution() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  say("the download cannot be reached; installing the distribution's chromium and a Chinese font")
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
    env,
  })
  return findBrowser()
}
