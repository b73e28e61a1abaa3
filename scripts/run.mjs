// `node scripts/run.mjs FILE.ts …`: runs a program of the product, with packages and database client in place.
import { generate } from './lib/build.mjs'
import { whileAloneInClone } from './lib/build-lock.mjs'
import { loadEnvFile } from './lib/environment.mjs'
import { install } from './lib/install.mjs'
import { memoryFlag } from './lib/memory.mjs'
import { endActive, Failure, run } from './lib/run.mjs'

try {
  loadEnvFile()
  await whileAloneInClone(async () => {
    await install()
    await generate()
  })
  // Ctrl-C reaches the program by itself, and it may have something to say before it ends.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => endActive('SIGTERM'))
  process.exit(await run(process.execPath, [memoryFlag(), '--import', 'tsx', ...process.argv.slice(2)]))
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exit(1)
}
