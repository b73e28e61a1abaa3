/**
 * Builds what a customer's browser loads into .build/customer/: content-hashed files, a manifest for the
 * server, the gzip sizes on the screen, and a failure when a budget is exceeded.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const LOADER_BUDGET = 3 * 1024
const CHAT_BUDGET = 35 * 1024

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '..', '.build', 'customer')

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  charset: 'utf8',
  legalComments: 'none',
  target: ['chrome100', 'edge100', 'firefox100', 'safari15.4'],
  tsconfig: join(here, 'tsconfig.json'),
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: '[name].[hash]',
  chunkNames: '[name].[hash]',
  outdir: out,
  logLevel: 'warning',
}

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
const loader = await build({ ...common, entryPoints: { widget: 'loader.ts' }, format: 'iife' })
const help = await build({ ...common, entryPoints: { help: 'help/main.ts' }, format: 'esm' })
const worker = await build({ ...common, entryPoints: { 'push-worker': 'push-worker.ts' }, format: 'iife' })
const chat = await build({
  ...common,
  entryPoints: { chat: 'chat/main.tsx' },
  format: 'esm',
  splitting: true,
})

const files = (result) => Object.entries(result.metafile.outputs)
const scriptOf = (result, entry) =>
  basename(files(result).find(([, { entryPoint }]) => entryPoint === entry)[0])
const styleOf = (result) => basename(files(result).find(([path]) => path.endsWith('.css'))[0])
const main = scriptOf(chat, 'chat/main.tsx')
const manifest = {
  loader: scriptOf(loader, 'loader.ts'),
  pushWorker: scriptOf(worker, 'push-worker.ts'),
  help: scriptOf(help, 'help/main.ts'),
  chat: { js: main, css: styleOf(chat) },
  chunks: files(chat)
    .map(([path]) => basename(path))
    .filter((name) => name.endsWith('.js') && name !== main),
}
await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)

/** The entry and all that it imports statically: what must arrive before a customer can type. */
function initialLoad(result, entry) {
  const byName = new Map(files(result).map(([path, output]) => [basename(path), output]))
  const seen = new Set([manifest.chat.css])
  const add = (name) => {
    if (seen.has(name)) return
    seen.add(name)
    for (const { path, kind } of byName.get(name).imports) {
      if (kind === 'import-statement') add(basename(path))
    }
  }
  add(entry)
  return [...seen]
}

async function check(label, names, budget = Number.POSITIVE_INFINITY) {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(out, name))).length))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  names.forEach((name, index) => {
    console.log(`  ${name.padEnd(28)} ${sizes[index]} B gzip`)
  })
  const of = budget < Number.POSITIVE_INFINITY ? ` of ${budget}` : ''
  console.log(`${label}: ${total}${of} B gzip${total > budget ? ' — over the budget' : ''}`)
  return total <= budget
}

const within = [
  await check('loader', [manifest.loader], LOADER_BUDGET),
  await check('chat window', initialLoad(chat, manifest.chat.js), CHAT_BUDGET),
]
const first = initialLoad(chat, main)
await check(
  'on demand, altogether',
  manifest.chunks.filter((name) => !first.includes(name)),
)
if (within.includes(false)) process.exitCode = 1
