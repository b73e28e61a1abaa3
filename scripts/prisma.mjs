// `node scripts/prisma.mjs generate`: makes the database client from prisma/schema.prisma.
import { run } from './lib/run.mjs'

/**
 * Prisma's command line downloads its schema engine before it does anything, from a host that some networks
 * cannot reach. `generate`, `validate` and `format` never use it: naming any file that exists is enough.
 */
const environment = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' }

const args = process.argv.slice(2)
if (!['generate', 'validate', 'format'].includes(args[0])) {
  console.error('usage: node scripts/prisma.mjs generate | validate | format')
  process.exit(1)
}
const exit = await run(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
  env: environment,
})
process.exit(exit)
