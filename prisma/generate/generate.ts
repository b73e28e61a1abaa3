import type pg from 'pg'
import { columns, type Row, type Table } from '../seed/load/columns'
import { type CopyText, copyRows } from '../seed/load/copy-rows'
import { DayMaker, type DayRows } from './day-rows'
import type { Options } from './options'
import { makeOrganisation, type Organisation, organisationRows, peopleOfAPlan } from './organisation'
import type { DayPlan, Plan } from './plan'

export type Progress = { conversations: number; messages: number; days: number; date: string }
type Hooks = {
  /** How far it is, those included that were there already. */
  progress?: (progress: Progress) => void
  /** In the transaction of some days, before it is committed. */
  beforeCommit?: (day: DayPlan) => void | Promise<void>
}
type Asked = Pick<Options, 'conversations' | 'messages' | 'days' | 'seed'>

/** One at a time, whichever process asks. */
const generatorLock = 72_707_371
/** So many conversations at least go into one transaction. */
const batch = 1_000
const mostDaysAtOnce = 20

/**
 * Fills the database with a history of the past. Each transaction stores some days and how far it came, so a run
 * that was killed goes on after the last day that is whole; a history that is complete stays as it is.
 */
export async function generateHistory(
  client: pg.ClientBase,
  asked: Asked,
  now: number,
  { progress = () => {}, beforeCommit = () => {} }: Hooks = {},
  people = peopleOfAPlan,
): Promise<{ plan: Plan; made: number }> {
  await client.query('set statement_timeout = 0')
  await client.query('set idle_in_transaction_session_timeout = 0')
  await client.query('select pg_advisory_lock($1)', [generatorLock])
  await prepareBooks(client)
  const organisation = makeOrganisation(people)
  const { plan, done } = await openBook(client, asked, now, organisation)
  const maker = new DayMaker(plan, organisation)
  for (let index = done; index < maker.days.length; ) {
    const days = nextDays(maker.days, index)
    await client.query('begin')
    try {
      for (const day of days) await storeDay(client, maker.rowsOf(day), organisation, day)
      index += days.length
      await client.query('update generator.histories set days_done = $2 where key = $1', [keyOf(plan), index])
      await beforeCommit(days[days.length - 1]!)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
    progress(progressOf(maker.days, index))
  }
  await client.query('select pg_advisory_unlock($1)', [generatorLock])
  return { plan, made: maker.days.length - done }
}

/** Of an earlier run with the same words, or null. */
export async function findProgress(
  client: pg.ClientBase,
  asked: Asked,
): Promise<{ complete: boolean } | null> {
  await prepareBooks(client)
  const { rows } = await client.query<{ complete: boolean }>(
    `select days_done > (plan->>'days')::int as complete from generator.histories where key = $1`,
    [keyOf(asked)],
  )
  return rows[0] ?? null
}

const keyOf = ({ seed, conversations, messages, days }: Asked) =>
  [seed, conversations, messages, days].join(' ')

/** The generator's own books, beside the product's tables. */
async function prepareBooks(client: pg.ClientBase): Promise<void> {
  await client.query(`create schema if not exists generator`)
  await client.query(`create table if not exists generator.histories(
    key text primary key, plan jsonb not null, days_done int not null default 0)`)
}

/** The plan of a run is made once, with its end and its numbers; organisation and plan appear together. */
async function openBook(client: pg.ClientBase, asked: Asked, now: number, organisation: Organisation) {
  const key = keyOf(asked)
  const found = await client.query<{ plan: Plan; done: number }>(
    'select plan, days_done as done from generator.histories where key = $1',
    [key],
  )
  if (found.rows[0]) return found.rows[0]
  const { rows } = await client.query<{ n: string | number }>(`select nextval('conversation_number') as n`)
  const firstNumber = Number(rows[0]!.n)
  const { seed, conversations, messages, days } = asked
  const plan: Plan = { seed, conversations, messages, days, until: now, firstNumber }
  await client.query('begin')
  try {
    await client.query(`select setval('conversation_number', $1)`, [firstNumber + conversations])
    await storeOrganisation(client, organisation, now)
    await client.query('insert into generator.histories(key, plan) values ($1, $2)', [key, plan])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
  return { plan, done: 0 }
}

async function storeOrganisation(
  client: pg.ClientBase,
  organisation: Organisation,
  now: number,
): Promise<void> {
  const first = organisation.desks[0]!.id
  const { rowCount } = await client.query('select from skill_groups where id = $1', [first])
  if (rowCount) return
  const rows = organisationRows(organisation, now)
  const tables = [
    'users',
    'agents',
    'skill_groups',
    'group_members',
    'channels',
    'categories',
    'wrap_ups',
  ] as const
  for (const table of tables) await store(client, table, rows[table])
  await client.query(
    `insert into user_roles(user_id, role_id) select u, r.id from unnest($1::uuid[]) u, roles r where r.key = 'agent'`,
    [organisation.people.map(({ id }) => id)],
  )
  await client.query('update organization set config_version = config_version + 1')
}

async function storeDay(client: pg.ClientBase, rows: DayRows, { people }: Organisation, day: DayPlan) {
  await store(client, 'customers', rows.customers)
  await store(client, 'threads', rows.threads)
  await store(client, 'conversations', rows.conversations)
  await store(client, 'messages', rows.messages)
  await store(client, 'conversation_events', rows.events)
  await store(client, 'assignments', rows.assignments)
  await store(client, 'reply_rounds', rows.rounds)
  await store(client, 'ratings', rows.ratings)
  // Another history of the same days has the same people, who were on duty only once.
  const { rowCount } = await client.query(
    'select from agent_status_spans where agent_id = any($1) and from_at >= $2 and from_at < $3 limit 1',
    [people.map(({ id }) => id), new Date(day.from), new Date(day.until)],
  )
  if (rowCount) return
  await store(client, 'agent_status_spans', rows.spans)
  await store(client, 'shifts', rows.shifts)
}

async function store(client: pg.ClientBase, table: Table, rows: CopyText | Row[]): Promise<void> {
  if (rows.length > 0) await copyRows(client, table, columns[table].split(' '), rows)
}

function nextDays(days: readonly DayPlan[], from: number): DayPlan[] {
  const next: DayPlan[] = []
  let sum = 0
  for (const day of days.slice(from, from + mostDaysAtOnce)) {
    next.push(day)
    sum += day.conversations
    if (sum >= batch) break
  }
  return next
}

function progressOf(days: readonly DayPlan[], done: number): Progress {
  const whole = days.slice(0, done)
  const conversations = whole.reduce((sum, day) => sum + day.conversations, 0)
  const messages = whole.reduce((sum, day) => sum + day.messages, 0)
  return { conversations, messages, days: done, date: days[done - 1]?.date ?? '' }
}
