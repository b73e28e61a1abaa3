import type { Principal } from '@/server/access'
import { forgetPrincipals, raiseConfigVersion, requireAdministrator } from '@/server/modules/accounts'
import { lockAgents, refreshSortKeys } from '@/server/modules/workforce'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { Applied, Comparison, Configuration, FileProblem, RecordChange } from '../contract'
import { compare } from '../domain/compare'
import { entriesOf } from '../domain/entries'
import { sayChanges } from '../domain/say-changes'
import { asFileSays } from '../domain/webhook-address'
import { type Present, readConfiguration } from '../store/read-configuration'
import { holdConfiguration } from '../store/rows'
import { hashOf } from './export-configuration'
import { readFile } from './read-file'
import type { Session } from './session'
import { writeSections } from './write-sections'

/** Ten thousand lines for an empty installation take seconds; nobody waits longer than this for the others. */
const TIMEOUT_MS = 120_000

type Outcome = { changes: RecordChange[]; problems: FileProblem[]; hash: string }

/**
 * What a file would change, and everything that would be refused. It is applied in full and taken back, so
 * that no rule can be forgotten here that holds when it is applied.
 */
export async function compareConfiguration(
  principal: Principal,
  text: string,
  { prune }: { prune: boolean },
): Promise<Comparison> {
  const read = readFile(text)
  if ('problems' in read) return { hash: '', changes: [], problems: read.problems, text: '' }
  const outcome = await dryRun(principal, read.file, prune)
  return { ...outcome, text: sayChanges(outcome.changes) }
}

/**
 * Applies a file: all of it or nothing. @throws {AppError} conflict when the configuration is no longer the one
 * that `hash` stands for; invalid_input with the place of every problem
 */
export async function applyConfiguration(
  principal: Principal,
  text: string,
  { prune, hash }: { prune: boolean; hash: string },
): Promise<Applied> {
  const read = readFile(text)
  if ('problems' in read) throw refusedFile(read.problems)
  const made = await inTransaction(async (tx) => {
    const { session, ...outcome } = await carryOut(tx, { principal, wanted: read.file, prune, hash })
    if (outcome.problems.length > 0) throw refusedFile(outcome.problems)
    const changed = outcome.changes.some(({ kind }) => kind !== 'kept')
    await refreshSortKeys(tx, [...session.touched.agentIds])
    const version = changed ? await raiseConfigVersion(tx) : null
    return { changes: outcome.changes, version, touched: session.touched, after: await readConfiguration(tx) }
  }, TIMEOUT_MS)
  if (made.version !== null) {
    forgetPrincipals()
    emitSignal('config_changed', { version: made.version })
    const { groupIds, agentIds } = made.touched
    emitSignal('capacity_changed', { groupIds: [...groupIds], agentIds: [...agentIds] })
  }
  return { changes: made.changes, hash: hashOf(made.after.file) }
}

function refusedFile(problems: FileProblem[]): AppError {
  const [first] = problems
  const where = first?.path ? `${first.path}: ` : ''
  return new AppError('invalid_input', `The file cannot be applied. ${where}${first?.message ?? ''}`, {
    fields: problems,
  })
}

/** Carries the outcome out of a transaction that is taken back on purpose. */
class TakenBack extends Error {
  constructor(readonly outcome: Outcome) {
    super('taken back')
  }
}

async function dryRun(principal: Principal, wanted: Configuration, prune: boolean): Promise<Outcome> {
  try {
    return await inTransaction(async (tx) => {
      const { session: _, ...outcome } = await carryOut(tx, { principal, wanted, prune })
      throw new TakenBack(outcome)
    }, TIMEOUT_MS)
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome
    throw error
  }
}

type Order = { principal: Principal; wanted: Configuration; prune: boolean; hash?: string }

async function carryOut(tx: Db, order: Order): Promise<Outcome & { session: Session }> {
  const { prune } = order
  await holdConfiguration(tx)
  const present = await readHeld(tx, order.wanted)
  const wanted = asFileSays(order.wanted, addressesOf(present))
  const hash = hashOf(present.file)
  if (order.hash !== undefined && order.hash !== hash)
    throw new AppError('conflict', 'The configuration was changed in the meantime. Compare the file again.')
  const changes = compare(present.file, wanted, prune)
  const session = sessionOf(tx, { ...order, wanted }, present)
  await writeSections(session, changes)
  if (
    session.problems.length === 0 &&
    changes.some(({ section }) => section === 'users' || section === 'roles')
  )
    await requireAdministrator(tx).catch((error: AppError) => {
      session.problems.push({ path: 'users', message: error.message })
    })
  return { changes, problems: session.problems, hash, session }
}

/** Addresses of webhooks as stored, by the key of their rule in the file. */
function addressesOf({ file, ids, rows }: Present): Map<string, string | null> {
  const stored = new Map(rows.alarmRules.map(({ id, webhookUrl }) => [id, webhookUrl]))
  return new Map(
    entriesOf(file, 'alarmRules').map(({ key }, index) => [
      key,
      stored.get(ids.alarmRules[index] ?? '') ?? null,
    ]),
  )
}

/** Agents whose rows may be written are held before anything is read, all at once and in one order. */
async function readHeld(tx: Db, wanted: Configuration): Promise<Present> {
  const first = await readConfiguration(tx)
  const changed = new Set(
    compare(first.file, wanted, true)
      .filter(({ section }) => section === 'groups' || section === 'agents')
      .map(({ section, name }) => `${section} ${name.toLowerCase()}`),
  )
  if (changed.size === 0) return first
  const emails = [first.file, wanted].flatMap((file) => [
    ...(file.agents ?? []).filter(({ agent }) => changed.has(`agents ${agent}`)).map(({ agent }) => agent),
    ...(file.groups ?? [])
      .filter(({ name }) => changed.has(`groups ${name.toLowerCase()}`))
      .flatMap(({ members }) => (members ?? []).map(({ agent }) => agent)),
  ])
  const ids = [...new Set(emails)].map((email) => first.names.users.get(email))
  await lockAgents(
    tx,
    ids.filter((id) => id !== undefined),
  )
  return readConfiguration(tx)
}

function sessionOf(tx: Db, { principal, wanted, prune }: Order, present: Present): Session {
  const made = new Map<string, string>()
  for (const section of ['macros', 'alarmRules'] as const) {
    entriesOf(present.file, section).forEach(({ key }, index) => {
      made.set(`${section}\n${key}`, present.ids[section][index] ?? '')
    })
  }
  for (const { id, key } of present.rows.busyReasons) made.set(`busyReasons\n${key.toLowerCase()}`, id)
  return {
    ...{ tx, principal, present, wanted, prune, names: present.names, made },
    agentIds: new Set(present.rows.agents.map(({ id }) => id)),
    touched: { groupIds: new Set(), agentIds: new Set() },
    problems: [],
    failed: new Set(),
    later: [],
  }
}
