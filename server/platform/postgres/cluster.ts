import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Account, ids } from './account'
import type { Places } from './places'
import { settings } from './settings'
import { StartError } from './start-error'

const megabyte = 1024 * 1024
const neededForNewCluster = 200 * megabyte
const owner = z.object({ pid: z.number(), birth: z.string().optional() })
const access = z.object({ user: z.string(), password: z.string(), port: z.number(), owner: owner.optional() })

/** How to reach the cluster, kept inside it so that both always travel together; `owner` supervises it. */
export type Access = z.infer<typeof access>

/**
 * Makes the cluster if there is none. initdb works in a temporary folder that is renamed when it is complete
 * and on disk: a kill at any moment leaves a whole cluster or none.
 */
export async function ensureCluster(places: Places, port: number): Promise<Access> {
  const { cluster } = places
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return readAccess(cluster)
  if (existsSync(cluster)) throw new StartError(`${cluster} exists but holds no database. Move it away.`)
  refuseFullDisk(path.dirname(cluster))
  const temporary = `${cluster}.new`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { mode: 0o700 })
  own(temporary, places.account)
  const made: Access = { user: 'switchyard', password: randomBytes(24).toString('base64url'), port }
  await initialise(places, temporary, made)
  renameSync(path.join(temporary, 'cluster'), cluster)
  syncFolder(path.dirname(cluster))
  rmSync(temporary, { recursive: true, force: true })
  return made
}

/** Writes the settings of this version of the product; tuning by hand belongs in postgresql.conf. */
export function writeSettings(
  places: Places,
  socketDirectory: string | null,
  cluster = places.cluster,
): void {
  const text = settings(places.binaries, socketDirectory)
  replaceFile(path.join(cluster, 'switchyard.conf'), text, places.account)
}

export function writeAccess(places: Places, value: Access, cluster = places.cluster): void {
  replaceFile(path.join(cluster, 'switchyard.json'), `${JSON.stringify(value)}\n`, places.account)
}

export function readAccess(cluster: string): Access {
  const file = path.join(cluster, 'switchyard.json')
  try {
    return access.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new StartError(`${file}, which holds the database's password, cannot be read: ${String(error)}`)
  }
}

async function initialise(places: Places, temporary: string, made: Access): Promise<void> {
  const passwordFile = path.join(temporary, 'password')
  writeFileSync(passwordFile, made.password, { mode: 0o600 })
  own(passwordFile, places.account)
  const cluster = path.join(temporary, 'cluster')
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(
    places.binaries.initdb,
    [
      '-D',
      cluster,
      '-U',
      made.user,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-instructions',
      ...locale,
    ],
    places.account,
  )
  appendFileSync(path.join(cluster, 'postgresql.conf'), "\ninclude_if_exists = 'switchyard.conf'\n")
  writeSettings(places, null, cluster)
  writeAccess(places, made, cluster)
}

function run(program: string, args: string[], account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: '/', ...ids(account), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new StartError(`PostgreSQL's database could not be made:\n${output.trim()}`))
    })
  })
}

function refuseFullDisk(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= neededForNewCluster) return
  const free = Math.floor((bavail * bsize) / megabyte)
  throw new StartError(
    `The disk that holds ${folder} is too full for a database: ${free} MB are free, ` +
      `${neededForNewCluster / megabyte} MB are needed. Make room, or point DATA_DIR elsewhere.`,
  )
}

/** Complete or untouched, also when the machine stops in the middle. */
function replaceFile(file: string, text: string, account: Account): void {
  const temporary = `${file}.tmp`
  rmSync(temporary, { force: true })
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  own(temporary, account)
  renameSync(temporary, file)
}

function own(file: string, account: Account): void {
  if (account.uid !== undefined) chownSync(file, account.uid, account.gid ?? account.uid)
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
