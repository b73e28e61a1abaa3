// `npm run machines`: builds what changed, then lets several processes suffer. See e2e/machines/main.ts.
import { build, generate } from './lib/build.mjs'
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
    await build()
  })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => endActive('SIGTERM'))
  process.exit(
    await run(process.execPath, [
      memoryFlag(),
      '--import',
      'tsx',
      'e2e/machines/main.ts',
      ...process.argv.slice(2),
    ]),
  )
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exit(1)
}
