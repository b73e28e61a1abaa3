import { createHash, randomBytes, randomInt } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { builtInRoles, roleKeys } from '@/server/access'
import { formatToken, visiblePart } from '@/server/modules/accounts/domain/token-format'
import { hashPassword } from '@/server/modules/accounts/store/passwords'
import { chanceOf } from './chance'
import { articles } from './company/articles'
import { macros } from './company/macros'
import { company } from './company/organisation'
import { procedures } from './company/procedures'
import { quickReplies } from './company/quick-replies'
import { makeRows } from './history/make-rows'
import type { Made } from './history/make-world'
import { CopyText } from './load/copy-rows'
import { loadBot, type StoredArticle } from './load/load-bot'
import { ensureRoles, loadRows } from './load/load-rows'
import { giveIdentitySecret, markRecords } from './load/mark-records'
import { storeTickets } from './load/store-tickets'

type Options = {
  databaseUrl: string
  /** Where `admin-token` is left for programs of this machine; nothing is left without it. */
  dataDir?: string
  now?: Date
  log?: (line: string) => void
}

export type DemoReport = {
  organisation: string
  signIns: { role: string; login: string; password: string }[]
  /** Of the administrator; stored as a hash only, so this is the one time it can be seen. */
  adminToken: string
}

/**
 * Fills an empty database with the demo organisation, in one transaction: killed in the middle it leaves
 * nothing. The password and the token are made here, by chance, and differ in every installation.
 */
export async function seedDemo({
  databaseUrl,
  dataDir,
  now = new Date(),
  log = () => {},
}: Options): Promise<DemoReport> {
  const password = makePassword()
  const adminToken = formatToken(randomBytes(32).toString('base64url'))
  const passwordHash = await hashPassword(password)
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'switchyard-demo' })
  await client.connect()
  try {
    await client.query('begin')
    // Living through 30 days is work without a query, on a busy machine for longer than a transaction may rest.
    await client.query('set local idle_in_transaction_session_timeout = 0')
    const roleIds = await ensureRoles(client, roles())
    log('living through 30 days of the demo company')
    const { rows, made, lastNumber } = makeRows(
      now.getTime(),
      { passwordHash, roleIds },
      () => new CopyText(),
    )
    log(`storing ${rows.conversations.length} conversations with ${rows.messages.length} messages`)
    await loadRows(client, rows, lastNumber)
    const administrator = made.organisation.staff.find((person) => person.role === 'administrator')!
    await storeToken(client, administrator.id, adminToken, now)
    await storeQuickReplies(client, now)
    await loadBot(client, await storeArticles(client, now), now)
    await storeProcedures(client, now)
    await storeMacros(client, made.organisation, now)
    await storeTickets(client, now)
    await markRecords(client)
    await giveIdentitySecret(client)
    await client.query('commit')
    await client.query('analyze')
    if (dataDir) leaveToken(dataDir, adminToken)
    return { organisation: company.name, signIns: signIns(made.organisation, password), adminToken }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

function roles() {
  const chance = chanceOf('roles')
  return roleKeys.map((key) => ({ id: chance.id(1_700_000_000_000), key, ...builtInRoles[key] }))
}

async function storeToken(client: pg.ClientBase, userId: string, token: string, now: Date): Promise<void> {
  const hash = createHash('sha256').update(token).digest()
  await client.query(
    `insert into access_tokens(id, user_id, name, prefix, token_hash, created_at)
     values ($1, $2, 'Made at the first start', $3, $4, $5)`,
    [chanceOf('token').id(now.getTime()), userId, visiblePart(token), hash, now],
  )
}

async function storeQuickReplies(client: pg.ClientBase, now: Date): Promise<void> {
  const chance = chanceOf('quick replies')
  for (const { shortcut, title, text } of quickReplies)
    await client.query(
      `insert into quick_replies(id, scope, shortcut, title, text) values ($1, 'all', $2, $3, $4)`,
      [chance.id(now.getTime()), shortcut, title, text],
    )
}

async function storeArticles(client: pg.ClientBase, now: Date): Promise<StoredArticle[]> {
  const chance = chanceOf('articles')
  const stored: StoredArticle[] = []
  for (const article of articles) {
    const body = JSON.stringify({ ...article, validFrom: null, validUntil: null })
    const id = chance.id(now.getTime())
    await client.query(
      `insert into knowledge_articles(id, title, topic, draft, published, published_version, published_at)
       values ($1, $2, $3, $4, $4, 1, $5)`,
      [id, article.titles.en, article.topic, body, now],
    )
    await client.query(
      'insert into knowledge_versions(article_id, number, body, published_at) values ($1, 1, $2, $3)',
      [id, body, now],
    )
    stored.push({ ...article, id })
  }
  return stored
}

async function storeProcedures(client: pg.ClientBase, now: Date): Promise<void> {
  const chance = chanceOf('procedures')
  for (const { category, bodyFor } of procedures) {
    const { rows } = await client.query<{ id: string }>(`select id from categories where names->>'en' = $1`, [
      category,
    ])
    const body = bodyFor(rows.map(({ id }) => id))
    const id = chance.id(now.getTime())
    await client.query(
      `insert into procedures(id, name, topic, draft, published, published_version, published_at)
       values ($1, $2, $3, $4, $4, 1, $5)`,
      [id, body.names.en, body.topic, JSON.stringify(body), now],
    )
    await client.query(
      'insert into procedure_versions(procedure_id, number, body, published_at) values ($1, 1, $2, $3)',
      [id, JSON.stringify(body), now],
    )
  }
}

async function storeMacros(
  client: pg.ClientBase,
  organisation: Made['organisation'],
  now: Date,
): Promise<void> {
  const chance = chanceOf('macros')
  for (const [position, { name, steps }] of macros(organisation).entries())
    await client.query(
      `insert into macros(id, scope, name, steps, position) values ($1, 'all', $2, $3, $4)`,
      [chance.id(now.getTime()), name, JSON.stringify(steps), position],
    )
}

function leaveToken(dataDir: string, token: string): void {
  const file = path.join(dataDir, 'admin-token')
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}

/** One of each role, and two agents: one who works in English, one in Chinese. */
function signIns(organisation: Made['organisation'], password: string) {
  const shown = organisation.staff.filter(
    (person, index, all) => all.findIndex((p) => p.role === person.role) === index,
  )
  const agents = organisation.agents.filter(({ email }) => /^(mei|xiaowen)@/.test(email))
  return [
    ...shown.map(({ role, email }) => ({ role, login: email, password })),
    ...agents.map(({ email }) => ({ role: 'agent', login: email, password })),
  ]
}

const syllables =
  'ba be bo da de do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te to va ve wa we'.split(
    ' ',
  )

/** Easy to type, hard to guess: about 60 bits. */
function makePassword(): string {
  const word = () => Array.from({ length: 3 }, () => syllables[randomInt(syllables.length)]).join('')
  return `${word()}-${word()}-${word()}-${randomInt(100, 999)}`
}
