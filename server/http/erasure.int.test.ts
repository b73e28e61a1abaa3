import { access } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { filePath } from '@/server/modules/conversations'
import { eraseCustomer, exportArchive } from '@/server/modules/customers'
import { loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { emitSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { handlerFor } from './handle-request'
import { rootRouter } from './trpc/root'
import type { ConversationView, MessageView, SessionView } from './v1/contract'

/**
 * The promise of erasure, taken literally: everything that can be written by or about a customer carries a word
 * of its own, and afterwards the whole database and the files are searched for it.
 */
useTestDatabase()

const caller = createCaller(rootRouter)

const SECRET = 'a secret that is long enough for HS256 signatures'
let s: Scenario
let admin: ReturnType<typeof caller>
let agentToken = ''
let adminPrincipal: Principal

async function call<T>(token: string | null, method: string, path: string, body?: unknown) {
  const request = new Request(`http://test/api/v1${path}`, {
    method,
    headers: {
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  })
  const response = await handlerFor(method, new URL(request.url).pathname)!(request)
  const text = await response.text()
  return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : null) as T }
}

async function done<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer
  expect([200, 201, 204], JSON.stringify(body)).toContain(status)
  return body
}

/** Every column of every table that can hold words, as text. */
async function searchable(): Promise<{ table: string; column: string }[]> {
  const { rows } = await pool().query<{ table: string; column: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as table, c.column_name as column
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector', 'xml', 'name')`,
  )
  return rows
}

/** Where a word stands, as table.column; bytes are looked through as they are. */
async function placesOf(word: string): Promise<string[]> {
  const places: string[] = []
  for (const { table, column } of await searchable()) {
    const { rows } = await pool().query<{ found: boolean }>(
      `select exists (select 1 from ${table} where strpos(lower("${column}"::text), lower($1)) > 0
         or strpos(lower("${column}"::text), encode(convert_to($1, 'utf8'), 'hex')) > 0) as found`,
      [word],
    )
    if (rows[0]?.found) places.push(`${table.replace(/^public\./, '')}.${column}`)
  }
  return places.sort()
}

async function visit(claims: object): Promise<SessionView> {
  const identityToken = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))
  return done(
    call<SessionView>(null, 'POST', '/customers/sessions', {
      channelKey: s.channelKey,
      identityToken,
      entry: { pageUrl: 'https://shop.example/canarypage' },
    }),
  )
}

const write = (token: string, id: string, more: object) =>
  done(
    call<MessageView>(token, 'POST', `/conversations/${id}/messages`, { clientMessageId: newId(), ...more }),
  )
const asAgent = (id: string, more: object) =>
  done(
    call<MessageView>(agentToken, 'POST', `/agent/conversations/${id}/messages`, {
      ...{ clientMessageId: newId(), ...more },
    }),
  )

async function upload(token: string, name: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File(['canaryfile in its bytes'], name, { type: 'text/plain' }))
  return (await done(call<{ id: string }>(token, 'POST', '/attachments', form))).id
}

beforeAll(async () => {
  await (await startJobs({}))()
  s = await buildScenario([{ name: 'Ana', capacity: 50 }])
  await pool().query('update channels set identity_secret = $2 where id = $1', [s.channelId, SECRET])
  await pool().query('update organization set settings = $1, config_version = config_version + 1000', [
    JSON.stringify({
      masking: { cards: true, phones: false, identities: false },
      customers: {
        fields: [{ key: 'hobby', names: { en: 'Hobby', zh: '' }, kind: 'text' }],
        ...{ blockedAnswer: 'told', blockedText: { en: '', zh: '' } },
      },
    }),
  ])
  emitSignal('config_changed', { version: 1 })
  await loadConfiguration(true)
  const userId = await addUser('Ada')
  const { permissions } = builtInRoles.administrator
  adminPrincipal = {
    ...{ userId, name: 'Ada', agentId: null, roles: ['administrator'] },
    ...{ permissions, groupIds: [], scopeGroupIds: [] },
  }
  admin = caller({ principal: adminPrincipal })
  agentToken = await addToken(s.agents.Ana!, builtInRoles.agent.permissions)
})

/** A life with a word in everything that takes one; the words, and the files. */
async function liveALife() {
  const me = await visit({
    ...{ sub: 'canaryid', name: 'Canaryname', email: 'canarymail@shop.example', phone: '+49 canaryphone' },
    orders: [{ id: 'canaryorder', title: 'canaryitem' }],
  })
  const customerId = me.customer.id
  const first = await done(
    call<ConversationView>(me.token, 'POST', '/conversations', {
      ...{ topic: { orderId: 'canaryorder' }, message: { clientMessageId: newId(), text: 'canaryfirst' } },
      contact: { email: 'canarycontact@shop.example' },
    }),
  )
  const id = first.id
  await write(me.token, id, { kind: 'text', text: 'canarytext' })
  await write(me.token, id, { kind: 'text', text: 'my card 4111 1111 1111 1111 canarymasked' })
  const fileId = await upload(me.token, 'canaryname.txt')
  await write(me.token, id, { kind: 'file', attachmentId: fileId })
  const unsentId = await upload(me.token, 'canaryunsent.txt')
  await asAgent(id, { kind: 'text', text: 'canaryanswer' })
  await asAgent(id, { kind: 'note', text: 'canarynote' })
  await asAgent(id, { kind: 'card', meta: { card: { kind: 'product', id: 'p', title: 'canarycard' } } })
  const staff = (path: string, body: unknown, method = 'POST') =>
    done(call<{ id: string }>(agentToken, method, `/agent/conversations/${id}${path}`, body))
  await staff('/tags', { add: ['canarytag'], remove: [] })
  const callId = (await staff('/calls', { phone: '+49 30 1234567' })).id
  await staff(
    `/calls/${callId}`,
    { result: 'reached', note: 'canarycall', recordingUrl: 'https://r.example/canaryrecording' },
    'PUT',
  )
  await staff('/wrap-up', { note: 'canarywrapup' }).catch(() => {})
  const { version } = await admin.customers.get({ id: customerId })
  const customer = {
    ...{ name: 'Canaryrenamed', email: 'canarymail2@shop.example', phone: 'canaryphone2', language: 'en' },
    ...{ tags: ['canaryprofiletag'], fields: { hobby: 'canaryhobby' }, vipLevel: 3 },
  }
  await admin.customers.update({ id: customerId, version, customer })
  const note = await admin.customers.addNote({ customerId, text: 'canaryprofilenote' })
  await admin.customers.updateNote({ id: note.id, version: 1, text: 'canarynote2' })
  await admin.customers.block({ id: customerId, version: version + 1, reason: 'canaryblock' })
  await admin.customers.unblock({ id: customerId, version: version + 2 })
  const other = await visit({ sub: 'canarymergedid', name: 'Canarymerged' })
  const later = await admin.customers.get({ id: customerId })
  const gone = await admin.customers.get({ id: other.customer.id })
  await admin.customers.merge({
    from: { id: gone.id, version: gone.version },
    into: { id: customerId, version: later.version },
  })
  await done(call(me.token, 'POST', `/conversations/${id}/end`))
  await done(
    call(me.token, 'POST', `/conversations/${id}/rating`, { score: 2, tags: [], comment: 'canaryrating' }),
  )
  await aroundIt(id, customerId)
  return { me, customerId, id, files: [fileId, unsentId] }
}

/** What only background work writes, put where it puts it. */
async function aroundIt(id: string, customerId: string): Promise<void> {
  const run = (text: string, ...values: unknown[]) => pool().query(text, [id, ...values])
  await run(
    `update conversations set form = '{"size": "canaryform"}', wrap_up_note = 'canarywrapup' where id = $1`,
  )
  await run(
    `insert into reply_mails(conversation_id, until_seq, after_seq, recipient, created_at, failure)
     values ($1, 3, 1, 'canaryrecipient@shop.example', now(), 'canaryfailure')`,
  )
  await run(`update ratings set follow_up_note = 'canaryfollowup' where conversation_id = $1`)
  await run(
    `insert into alarms(id, kind, level, subject, conversation_id, detail, raised_at, told_at, note)
     values ($2, 'no_reply', 'breach', 'c:' || $1::uuid, $1::uuid, '{"customer": "canaryalarm"}', now(), now(), 'canaryalarmnote')`,
    newId(),
  )
  await pool().query(
    `insert into webhook_deliveries(id, alarm_id, event, url, body, created_at, due_at, last_error)
     select gen_random_uuid(), id, 'alarm', 'https://x.example', '{"name": "canaryhook"}', now(), now(), 'canaryhookerror' from alarms`,
  )
  await run(
    `insert into conversation_participants(id, conversation_id, user_id, part, note, joined_at)
     values ($2, $1, $3, 'consulted', 'canarypart', now())`,
    newId(),
    s.agents.Ana,
  )
  await pool().query(
    `insert into notices(id, user_id, kind, params, href) values ($1, $2, 'mention', $3, $4)`,
    [newId(), s.agents.Ana, JSON.stringify({ customer: 'canarynotice' }), `/conversations/${id}`],
  )
  await writeTickets(id, customerId)
  const { indexEverything } = await import('@/server/modules/conversations')
  await indexEverything()
}

async function writeTickets(id: string, customerId: string): Promise<void> {
  const ticketId = newId()
  const run = (text: string, ...values: unknown[]) => pool().query(text, values)
  await run(
    `insert into tickets(id, client_key, title, description, type, customer_id, conversation_id, status_since, created_at, updated_at)
     values ($1, $1, 'canaryticket', 'canarydescription', 'question', $2, $3, now(), now(), now())`,
    ...[ticketId, customerId, id],
  )
  const entryId = newId()
  await run(
    `insert into ticket_entries(id, ticket_id, at, kind, text, detail) values ($1, $2, now(), 'comment', 'canarycomment', '{"title": "canarydetail"}')`,
    ...[entryId, ticketId],
  )
  await run(
    `insert into ticket_tellings(entry_id, ticket_id, customer_id, created_at, failure) values ($1, $2, $3, now(), 'canarytelling')`,
    ...[entryId, ticketId, customerId],
  )
  const callId = newId()
  await run(
    `insert into call_backs(id, client_key, customer_id, name, phone, due_at, note, created_at)
     values ($1, $1, $2, 'canarycaller', 'canarynumber', now(), 'canarycallback', now())`,
    ...[callId, customerId],
  )
  await run(
    `insert into call_back_entries(id, call_back_id, at, kind, detail) values ($1, $2, now(), 'changed', '{"note": "canarychange"}')`,
    ...[newId(), callId],
  )
  await run(
    `insert into im_connections(channel_id, robot_id, robot_secret, settings, since) values ($1, 'robot', '\\x00', '{}', now())`,
    s.channelId,
  )
  const imId = newId()
  await run(
    `insert into im_customers(id, channel_id, im_user_id, customer_id, pending, shadow_id) values ($1, $2, 'canaryimuser', $3, 'canarypending', 'canaryshadow')`,
    ...[imId, s.channelId, customerId],
  )
  await run(
    `insert into im_inbox(id, channel_id, message_uid, robot_id, sender, body, sent_at, received_at, due_at, last_error)
     values ($1, $2, 'u1', 'robot', 'canaryimuser', '{"text": "canaryim"}', now(), now(), now(), 'canaryimerror')`,
    ...[newId(), s.channelId],
  )
  await run(
    `insert into im_outbox(channel_id, im_customer_id, via, target, conversation_id, body, key, at, due_at, last_error)
     values ($1, $2, 'robot', 'canaryimuser', $3, '{"text": "canaryout"}', 'k1', now(), now(), 'canaryouterror')`,
    ...[s.channelId, imId, id],
  )
  await run(
    `insert into transcript_mails(id, conversation_id, asked_by, until_seq, recipient, recipient_hash, created_at, failure)
     values ($1, $2, 'customer', 3, 'canarytranscript@shop.example', 'canaryhash', now(), 'canarytranscripterror')`,
    ...[newId(), id],
  )
  await run(
    `insert into push_subscriptions(id, customer_id, channel_id, endpoint, p256dh, auth, created_at)
     values ($1, $2, $3, 'https://push.example/canaryendpoint', 'canarykey', 'canaryauth', now())`,
    ...[newId(), customerId, s.channelId],
  )
  await run(
    `insert into bot_turns(conversation_id, from_seq, to_seq, channel_id, outcome, reason, source, language, question_key, at)
     values ($1, 1, 1, $2, 'missed', 'none', 'built_in', 'en', 'canaryquestion', now())`,
    ...[id, s.channelId],
  )
}

const EXPECTED = [
  ...['tickets.title', 'tickets.description', 'ticket_entries.text', 'ticket_entries.detail'],
  ...['ticket_tellings.failure', 'call_backs.name', 'call_backs.phone', 'call_backs.note'],
  ...[
    'call_back_entries.detail',
    'im_customers.im_user_id',
    'im_customers.pending',
    'im_customers.shadow_id',
  ],
  ...['im_inbox.body', 'im_inbox.sender', 'im_inbox.last_error', 'im_outbox.body', 'im_outbox.target'],
  ...['im_outbox.last_error', 'bot_turns.question_key', 'transcript_mails.recipient'],
  ...['transcript_mails.failure', 'push_subscriptions.endpoint', 'push_subscriptions.auth'],
  ...['attachments.name', 'alarms.detail', 'alarms.note', 'audit_entries.after', 'audit_entries.label'],
  ...['calls.note', 'calls.recording_url', 'conversation_events.payload', 'conversation_participants.note'],
  ...['conversation_search.words', 'conversations.contact', 'conversations.form', 'conversations.page_url'],
  ...['conversations.tags', 'conversations.wrap_up_note', 'customer_notes.text', 'customers.email'],
  ...['customers.external_id', 'customers.fields', 'customers.name', 'customers.phone', 'customers.profile'],
  ...[
    'customers.tags',
    'customers.words',
    'messages.meta',
    'messages.text',
    'notices.params',
    'orders.title',
  ],
  ...['orders.external_id', 'ratings.comment', 'ratings.follow_up_note', 'reply_mails.failure'],
  ...['reply_mails.recipient', 'threads.topic', 'webhook_deliveries.body', 'webhook_deliveries.last_error'],
]

/** Names and contents, by the list at the end of a ZIP. */
function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    const bytes = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed
    files.set(zip.toString('utf8', at + 46, at + 46 + name), bytes.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}

const ARCHIVED = [
  ...['Canaryrenamed', 'canarymail2@shop.example', 'canaryhobby', 'canarynote2', 'canaryitem', 'canaryfirst'],
  ...['canarytext', 'canaryanswer', 'canarycard', 'canaryrating', 'canarycall', 'canaryform', 'canaryticket'],
  ...['canarycomment', 'canarycallback', 'canarychange', 'canaryim', 'canaryfile in its bytes'],
]

const runWaiting = async () => {
  const { rows } = await pool().query<{ id: string }>(
    'select id from customer_erasures where done_at is null',
  )
  for (const { id } of rows) await eraseCustomer({ id })
}

describe('erasing a customer', () => {
  it('leaves no word of theirs anywhere, in the database and on disk, and all numbers as they were', async () => {
    const { me, customerId, id, files } = await liveALife()
    const numbers = async () =>
      (
        await pool().query(
          `select c.status, c.created_at, c.ended_at, c.agent_id, c.customer_messages, c.agent_messages, r.score,
             (select count(*)::int from messages m where m.conversation_id = c.id) as messages,
             (select count(*)::int from reply_rounds x where x.conversation_id = c.id) as rounds,
             (select count(*)::int from calls k where k.conversation_id = c.id) as calls
           from conversations c left join ratings r on r.conversation_id = c.id where c.id = $1`,
          [id],
        )
      ).rows
    const before = await numbers()
    const places = await placesOf('canary')
    expect(EXPECTED.filter((place) => !places.includes(place))).toEqual([])
    expect((await pool().query('select 1 from masked_originals')).rowCount).toBe(1)
    for (const file of files) await access(filePath(file))

    const archive = unzip(await buffer(await exportArchive(adminPrincipal, customerId)))
    const all = [...archive.values()].join('\n')
    expect(ARCHIVED.filter((word) => !all.includes(word))).toEqual([])
    expect(all).toContain('4111 1111 1111 1111')
    const { 'customers.unmask': _, ...masked } = adminPrincipal.permissions
    const without = { ...adminPrincipal, permissions: masked }
    const covered = [...unzip(await buffer(await exportArchive(without, customerId))).values()].join('\n')
    expect(covered).toContain('canarymasked')
    expect(covered).not.toContain('4111 1111 1111 1111')

    await expect(
      admin.customers.erase({ id: customerId, name: 'Somebody', endOpen: false }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await admin.customers.erase({ id: customerId, name: 'Canaryrenamed', endOpen: false })).toEqual({
      waits: false,
    })
    await runWaiting()
    expect(await placesOf('canary')).toEqual([])
    expect((await pool().query('select 1 from masked_originals')).rowCount).toBe(0)
    for (const file of files) await expect(access(filePath(file))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await numbers()).toEqual(before)
    expect(await admin.accounts.checkAudit()).toMatchObject({ ok: true })

    expect((await call(me.token, 'GET', `/conversations/${id}`)).status).toBe(401)
    const back = await visit({ sub: 'canaryid' })
    expect(back.customer.id).not.toBe(customerId)
    expect(await admin.customers.list({ search: 'canaryrenamed' })).toMatchObject({ total: 0 })
  })

  it('waits for an open conversation, or ends it when told so; doing it twice does no harm', async () => {
    const me = await visit({ sub: 'waits-1', name: 'Waits' })
    const { id } = await done(
      call<ConversationView>(me.token, 'POST', '/conversations', {
        ...{ topic: {}, message: { clientMessageId: newId(), text: 'stays for now' } },
      }),
    )
    const ask = { id: me.customer.id, name: 'Waits' }
    expect(await admin.customers.erase({ ...ask, endOpen: false })).toEqual({ waits: true })
    await runWaiting()
    expect(await placesOf('stays for now')).toContain('messages.text')
    await expect(admin.customers.erase({ ...ask, endOpen: true })).rejects.toMatchObject({ code: 'CONFLICT' })
    await admin.customers.cancelErasure({ id: me.customer.id })
    await admin.customers.erase({ ...ask, endOpen: true })
    const { rows } = await pool().query<{ id: string }>(
      'select id from customer_erasures where done_at is null',
    )
    await Promise.all([eraseCustomer(rows[0]!), eraseCustomer(rows[0]!)].map((one) => one.catch(() => {})))
    await eraseCustomer(rows[0]!)
    expect(await placesOf('stays for now')).toEqual([])
    const ended = await pool().query('select status, ended_by from conversations where id = $1', [id])
    expect(ended.rows[0]).toMatchObject({ ended_by: 'system' })
  })
})
