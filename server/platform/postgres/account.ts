import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { StartError } from './start-error'

const systemUser = 'switchyard'

/**
 * Who runs PostgreSQL. It refuses to run as root, so root hands it to a system user; an ordinary user runs
 * it as themselves and `uid` is undefined.
 */
export type Account = { name: string; uid?: number; gid?: number }

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account for this process. A cluster that an ordinary user made keeps its owner when root starts it
 * later, so that both can go on using it.
 */
export function chooseAccount(existingCluster: string | undefined): Account {
  if (!runsAsRoot()) return { name: 'the current user' }
  if (existingCluster) {
    const { uid, gid } = statSync(existingCluster)
    if (uid !== 0) return { name: `#${uid}`, uid, gid }
  }
  return findAccount() ?? createAccount()
}

/** Whether `account` can start `program` (it may lie below a folder that only root may enter). */
export function canRun(program: string, account: Account): boolean {
  return spawnSync(program, ['--version'], { cwd: '/', ...ids(account), stdio: 'ignore' }).status === 0
}

/** Whether `account` can enter `folder`. */
export function canEnter(folder: string, account: Account): boolean {
  if (account.uid === undefined) return true
  const test = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    cwd: '/',
    ...ids(account),
    stdio: 'ignore',
  })
  return test.status === 0
}

/** Spawn options that make a child run as `account`. */
export function ids(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined ? {} : { uid: account.uid, gid: account.gid }
}

function findAccount(): Account | undefined {
  const uid = idOf('-u')
  const gid = idOf('-g')
  return uid === undefined || gid === undefined ? undefined : { name: systemUser, uid, gid }
}

function createAccount(): Account {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', systemUser]],
    ['adduser', ['--system', '--group', '--no-create-home', '--home', '/nonexistent', systemUser]],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', systemUser]],
  ]
  for (const [program, args] of attempts) {
    for (const place of ['/usr/sbin/', '/sbin/', '']) {
      if (spawnSync(place + program, args, { stdio: 'ignore' }).status === 0) {
        const account = findAccount()
        if (account) return account
      }
    }
  }
  throw new StartError(
    `PostgreSQL does not run as root, and the system user "${systemUser}" could not be created for it. ` +
      'Start as an ordinary user, create that user, or set DATABASE_URL to use a PostgreSQL of your own.',
  )
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const result = spawnSync('id', [flag, systemUser], { encoding: 'utf8' })
  return result.status === 0 ? Number(result.stdout.trim()) : undefined
}
