import fs from 'node:fs'
import path from 'node:path'
import { memoryFlag } from './memory.mjs'
import { step } from './progress.mjs'
import { Failure, root, run } from './run.mjs'
import { hashOf, isFresh, setStamp } from './stamps.mjs'

const shared = ['package-lock.json', 'tsconfig.json', 'prisma/schema.prisma']

/** Makes the database client when the schema or the packages changed. */
export async function generate() {
  if (!fs.existsSync(path.join(root, 'prisma/schema.prisma'))) return
  await part('generate', {
    title: 'generating the database client',
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
    output: 'server/platform/db/generated',
    work: () => node(['scripts/prisma.mjs', 'generate']),
  })
}

/** Builds what changed: pages, the customer's window, the server. */
export async function build() {
  await part('next', {
    title: 'building the pages',
    sources: [
      'app',
      'components',
      'server',
      'public',
      'next.config.mjs',
      'postcss.config.mjs',
      'postcss.config.cjs',
      ...shared,
    ],
    output: '.next/BUILD_ID',
    work: () => node([memoryFlag(), 'node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' }),
  })
  await buildCustomer()
  await part('server', {
    title: 'building the server',
    sources: ['server', 'components', 'prisma/seed', 'scripts/lib/bundle.mjs', ...shared],
    output: '.build/server.mjs',
    work: async () => (await import('./bundle.mjs')).bundleServer(),
  })
}

export async function buildCustomer() {
  if (!fs.existsSync(path.join(root, 'customer/build.mjs'))) return
  await part('customer', {
    title: "building the customer's window",
    sources: ['customer', 'package-lock.json'],
    output: 'customer/build.mjs',
    work: () => node(['customer/build.mjs']),
  })
}

async function part(name, { title, sources, output, work }) {
  const hash = hashOf(sources)
  if (isFresh(name, hash, output)) return
  setStamp(name, undefined)
  await step(title, work)
  setStamp(name, hash)
}

async function node(args, env) {
  const code = await run(process.execPath, args, { env })
  if (code !== 0) throw new Failure(`${args.at(-1)} failed (see above).`)
}
