import fs from 'node:fs'
import path from 'node:path'
import { say, step } from './progress.mjs'
import { Failure, root, run } from './run.mjs'

/** Installs what package-lock.json says, when node_modules is missing or says otherwise. */
export async function install() {
  if (isInstalled()) return
  await step('installing packages', async () => {
    // Nothing we use needs an install script, and newer npm versions do not run them anyway.
    const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']
    if ((await npm(['ci', ...options])) === 0) return
    // `ci` insists on packages of other platforms, which not every registry has; `install` takes the same versions.
    say('npm ci did not succeed; trying npm install with the versions of package-lock.json')
    if ((await npm(['install', '--no-save', ...options])) === 0) return
    throw new Failure(`The packages could not be installed (see above).${diskHint()}`)
  })
}

/** npm keeps its own record of what lies in node_modules and writes it last. */
function isInstalled() {
  const wanted = readLock('package-lock.json')
  const present = readLock('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (name === '' || link) return true
    return present[name] ? present[name].version === version : optional === true
  })
}

function readLock(name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, name), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The npm that started us, else the one beside Node.js. */
function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args])
  const windows = process.platform === 'win32'
  return run(windows ? 'npm.cmd' : 'npm', args, { shell: windows })
}

function diskHint() {
  const { bavail, bsize } = fs.statfsSync(root)
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024)
  return freeMb < 100 ? ` The disk that holds ${root} is full (${freeMb} MB free).` : ''
}
