import fs from 'node:fs'
import path from 'node:path'
import { root } from './run.mjs'

/**
 * server/main.ts and the demo's seed as plain JavaScript in .build: it starts faster than compiling at each
 * start. Packages stay outside. The parts share their chunks, so that there is one module graph.
 */
export async function bundleServer() {
  const { build } = await import('esbuild')
  const outdir = path.join(root, '.build')
  const entryPoints = { server: 'server/main.ts' }
  if (fs.existsSync(path.join(root, 'prisma/seed/demo.ts'))) entryPoints['seed-demo'] = 'prisma/seed/demo.ts'
  for (const name of fs.existsSync(outdir) ? fs.readdirSync(outdir) : []) {
    if (/\.mjs(\.map)?$/.test(name)) fs.rmSync(path.join(outdir, name))
  }
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    alias: { '@': root },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
}
