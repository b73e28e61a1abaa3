// `npm run backup` and `npm run restore`: where no server runs with this DATA_DIR it is locked like by `npm run up`.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { generate } from './lib/build.mjs'
import { whileAloneInClone } from './lib/build-lock.mjs'
import { lockDataDir } from './lib/data-lock.mjs'
import { checkNode, loadEnvFile, readSettings } from './lib/environment.mjs'
import { install } from './lib/install.mjs'
import { findLauncher } from './lib/launcher.mjs'
import { memoryFlag } from './lib/memory.mjs'
import { endActive, Failure, run } from './lib/run.mjs'

let lock
try {
  const [command] = process.argv.slice(2)
  checkNode()
  loadEnvFile()
  const { dataDir } = readSettings()
  await whileAloneInClone(async () => {
    await install()
    await generate()
  })
  if (command === 'restore' || !isRunning(dataDir)) {
    lock = await lockDataDir(dataDir, `npm run ${command}`, findLauncher())
  }
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => endActive('SIGTERM'))
  const args = [memoryFlag(), '--import', 'tsx', 'server/backup.ts', ...process.argv.slice(2)]
  process.exitCode = await run(process.execPath, args)
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exitCode = 1
} finally {
  lock?.release()
}
process.exit()

function isRunning(dataDir) {
  const note = path.join(dataDir, 'running.json')
  if (!existsSync(note)) return false
  try {
    process.kill(JSON.parse(readFileSync(note, 'utf8')).pid, 0)
    return true
  } catch {
    return false
  }
}
