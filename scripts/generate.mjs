// `npm run generate`: a long made-up history, for looking at reports at scale. Where no server runs with this
// DATA_DIR it is locked like by `npm run up`, and its database started meanwhile.
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
  checkNode()
  loadEnvFile()
  const { dataDir, databaseUrl } = readSettings()
  await whileAloneInClone(async () => {
    await install()
    await generate()
  })
  if (!databaseUrl && !isRunning(dataDir))
    lock = await lockDataDir(dataDir, 'npm run generate', findLauncher())
  // Ctrl-C reaches the program by itself; it gives up what is half done and stops its database.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => endActive('SIGTERM'))
  const args = [memoryFlag(), '--import', 'tsx', 'prisma/generate/main.ts', ...process.argv.slice(2)]
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
