import fs from 'node:fs'
import path from 'node:path'
import { step } from './progress.mjs'
import { Failure, root, run } from './run.mjs'

/** Installs what package-lock.json says, when node_modules is missing or says otherwise. */
export async function install() {
  if (isInstalled()) return
  await step('installing packages (npm ci)', async () => {
    const npm = npmCommand()
    // Nothing we use needs an install script, and newer npm versions do not run them anyway.
    const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']
    const code = await run(npm.program, [...npm.args, ...args], { shell: npm.shell })
    if (code !== 0) throw new Failure(`npm ci failed (see above).${diskHint()}`)
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
function npmCommand() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return { program: process.execPath, args: [script], shell: false }
  const windows = process.platform === 'win32'
  return { program: windows ? 'npm.cmd' : 'npm', args: [], shell: windows }
}

function diskHint() {
  const { bavail, bsize } = fs.statfsSync(root)
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024)
  return freeMb < 100 ? ` The disk that holds ${root} is full (${freeMb} MB free).` : ''
}
