// `npm test`: sets itself up, then runs every stage. `npm test -- unit int` runs only the named ones.
import { buildCustomer, generate } from './lib/build.mjs'
import { whileAloneInClone } from './lib/build-lock.mjs'
import { checkNode } from './lib/environment.mjs'
import { install } from './lib/install.mjs'
import { say, seconds } from './lib/progress.mjs'
import { endActive, Failure } from './lib/run.mjs'
import { stages, sum } from './lib/test-stages.mjs'

const began = performance.now()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    endActive(signal)
    process.exit(130)
  })
}

try {
  process.exit(await test(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exit(1)
}

async function test(asked) {
  const unknown = asked.filter((name) => !(name in stages))
  if (unknown.length > 0)
    throw new Failure(`No stage "${unknown[0]}". There are: ${Object.keys(stages).join(', ')}.`)
  checkNode()
  // What is set for running the product must not leak into its tests.
  for (const name of ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'NODE_ENV'])
    delete process.env[name]
  await whileAloneInClone(async () => {
    await install()
    await generate()
    await buildCustomer()
  })
  const lines = []
  const counts = []
  for (const name of Object.keys(stages).filter((stage) => asked.length === 0 || asked.includes(stage))) {
    const since = performance.now()
    say(`${name} …`)
    const count = await stages[name]()
    counts.push(count)
    lines.push(
      `${name.padEnd(10)} ${seconds(since).padStart(8)}   ${count.passed} passed, ${count.failed} failed`,
    )
  }
  const total = sum(counts)
  console.log(`\n${lines.join('\n')}\n${'all'.padEnd(10)} ${seconds(began).padStart(8)}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}
