// What was built from what: a hash over the contents of the sources, so that a start builds only what changed.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './run.mjs'

const file = path.join(root, '.build', 'stamps.json')
const ignored =
  /(^|[\\/])(node_modules|generated|\.next|\.build|test-results)$|\.test\.tsx?$|(^|[\\/])\.DS_Store$/

/** Hash over names and contents of files and folders, relative to the clone; missing ones count as empty. */
export function hashOf(sources) {
  const hash = createHash('sha256').update(
    `node ${process.versions.modules} ${process.platform} ${process.arch}`,
  )
  for (const name of sources.flatMap(list).sort()) {
    hash.update(`\0${name}\0`).update(fs.readFileSync(path.join(root, name)))
  }
  return hash.digest('hex')
}

export function isFresh(part, hash, output) {
  return readStamps()[part] === hash && fs.existsSync(path.join(root, output))
}

/** `undefined` marks a part as not built, before work on it begins. */
export function setStamp(part, hash) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(`${file}.tmp`, `${JSON.stringify({ ...readStamps(), [part]: hash }, null, 2)}\n`)
  fs.renameSync(`${file}.tmp`, file)
}

function readStamps() {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

function list(name) {
  const stat = fs.statSync(path.join(root, name), { throwIfNoEntry: false })
  if (!stat || ignored.test(name)) return []
  if (!stat.isDirectory()) return [name]
  return fs.readdirSync(path.join(root, name)).flatMap((child) => list(path.join(name, child)))
}
