import { v7 } from 'uuid'
import type { Sql } from '@/server/platform/db/pool'
import type { Random, Rows } from './random-history'

/**
 * What can still happen to a history after its days are over: each changes rows as the product does it or as a hand
 * at the database might, without telling anybody.
 */
type LateEvent = (sql: Sql, rows: Rows, random: Random, moment: () => Date) => Promise<unknown>

const conversation = (rows: Rows, random: Random) => random.pick(rows.conversations).id
const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000)

export const lateEvents: Record<string, LateEvent> = {
  reopened: (sql, rows, random) =>
    sql.query(
      `update conversations c set ended_at = null, status = 'awaiting_agent', reopened_count = reopened_count + 1 where id = $1 and not exists (
         select from conversations o where o.thread_id = c.thread_id and o.ended_at is null)`,
      [conversation(rows, random)],
    ),
  ended: (sql, rows, random, moment) =>
    sql.query(`update conversations set ended_at = $2, status = 'ended' where id = $1`, [
      conversation(rows, random),
      moment(),
    ]),
  rated: (sql, rows, random, moment) =>
    sql.query(
      `insert into ratings(conversation_id, score, agent_id, created_at) values ($1, $2, $3, $4)
       on conflict (conversation_id) do update set score = excluded.score, created_at = excluded.created_at`,
      [conversation(rows, random), random.whole(1, 5), random.pick(rows.agents), moment()],
    ),
  transferred: async (sql, rows, random, moment) => {
    const id = conversation(rows, random)
    const at = moment()
    const agent = random.pick(rows.agents)
    const group = random.pick(rows.groups).id
    await sql.query(
      `update assignments set ended_at = $2, end_reason = 'transferred' where conversation_id = $1 and started_at < $2`,
      [id, at],
    )
    await sql.query(
      `insert into assignments(id, conversation_id, agent_id, group_id, reason, started_at) values ($1, $2, $3, $4, 'transfer', $5)`,
      [v7(), id, agent, group, at],
    )
    await sql.query('update conversations set agent_id = $2, group_id = $3 where id = $1', [id, agent, group])
  },
  'told apart anew': (sql, rows, random) =>
    sql.query('update conversations set category_id = $2, wrap_up_id = $3 where id = $1', [
      conversation(rows, random),
      random.pick(rows.categories),
      random.maybe(random.pick(rows.wrapUps)),
    ]),
  'category merged': (sql, rows) =>
    sql.query('update conversations set category_id = $1 where category_id = $2', [
      rows.categories[0],
      rows.categories[1],
    ]),
  'customer merged': (sql, rows, random) =>
    sql.query('update conversations set customer_id = $2 where id = $1', [
      conversation(rows, random),
      random.pick(rows.conversations).customer_id,
    ]),
  written: async (sql, rows, random, moment) => {
    const id = conversation(rows, random)
    await sql.query(
      `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, created_at)
       select $1, coalesce(max(seq), 0) + 1, $2, 'agent', $3, $2, $4 from messages where conversation_id = $1`,
      [id, v7(), random.pick(rows.agents), moment()],
    )
    await sql.query('update conversations set agent_messages = agent_messages + 1 where id = $1', [id])
  },
  'message gone': (sql, rows, random) =>
    sql.query('delete from messages where conversation_id = $1 and seq = 1', [conversation(rows, random)]),
  'became notes': (sql, rows, random) =>
    sql.query(`update messages set kind = 'note' where sender_id = $1 and seq <= 3`, [
      random.pick(rows.agents),
    ]),
  'loaded later': (sql, rows, random, moment) =>
    sql.query(
      `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, created_at)
       select $1, coalesce(max(seq), 0) + 1, $2, 'agent', $3, $2, $4::timestamptz - interval '1 day'
       from messages where conversation_id = $1`,
      [conversation(rows, random), v7(), random.pick(rows.agents), moment()],
    ),
  'work after the end': (sql, rows, random) =>
    sql.query(
      `update conversations set after_work_ended_at = ended_at + interval '4 minutes' where channel_id = $1`,
      [random.pick(rows.channels)],
    ),
  'asked why': (sql) =>
    sql.query(
      `update ratings set followed_up_at = created_at + interval '2 days', tags = '{slow}' where score <= 2`,
    ),
  'rating corrected': (sql) => sql.query('update ratings set score = 6 - score'),
  'rounds gone': (sql) => sql.query('delete from reply_rounds where seq = 1'),
  'rounds moved': (sql) =>
    sql.query(`update reply_rounds set replied_at = replied_at - interval '1 day' where seq = 2`),
  answered: (sql, rows, random, moment) => {
    const at = moment()
    return sql.query(
      `insert into reply_rounds(conversation_id, seq, agent_id, group_id, asked_at, replied_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (conversation_id, seq) do update set replied_at = excluded.replied_at, asked_at = excluded.asked_at`,
      [
        conversation(rows, random),
        random.whole(1, 6),
        random.pick(rows.agents),
        random.pick(rows.groups).id,
        at,
        minutes(at, 3),
      ],
    )
  },
  'first answered': (sql, rows, random, moment) =>
    sql.query('update conversations set first_reply_at = $2, first_reply_by = $3 where id = $1', [
      conversation(rows, random),
      moment(),
      random.pick(rows.agents),
    ]),
  'entered at another time': (sql, rows, random, moment) =>
    sql.query(
      `update conversations set entered_at = least($2, first_assigned_at), offered = not offered where id = $1`,
      [conversation(rows, random), moment()],
    ),
  'came back': async (sql, rows, random) => {
    const { id } = random.pick(rows.conversations)
    const fresh = v7()
    await sql.query(
      `insert into conversations(id, number, thread_id, customer_id, channel_id, group_id, status, creation_type,
         created_at, entered_at, first_assigned_at, ended_at, agent_id)
       select $1, (select max(number) + 1 from conversations), thread_id, customer_id, channel_id, group_id, 'ended', 'queued',
         ended_at + interval '1 hour', ended_at + interval '1 hour', ended_at + interval '2 hours', ended_at + interval '3 hours', agent_id
       from conversations where id = $2 and ended_at is not null`,
      [fresh, id],
    )
  },
  removed: (sql, rows, random) =>
    sql.query('delete from conversations where id = $1', [conversation(rows, random)]),
  'status told later': (sql, rows, random, moment) => {
    const at = moment()
    return sql.query(
      `insert into agent_status_spans(id, agent_id, status, source, from_at, until_at) values ($1, $2, $3, 'roster', $4, $5)`,
      [
        v7(),
        random.pick(rows.agents),
        random.pick(['online', 'busy']),
        at,
        minutes(at, random.whole(0, 900)),
      ],
    )
  },
  'status ended in hindsight': (sql, rows, random, moment) =>
    sql.query(
      `update agent_status_spans set until_at = $2 where agent_id = $1 and until_at is null and from_at < $2`,
      [random.pick(rows.agents), moment()],
    ),
  'place given back': (sql, rows, random) =>
    sql.query('update assignments set holds_place = not holds_place where agent_id = $1', [
      random.pick(rows.agents),
    ]),
  'another target': (sql, rows, random) =>
    sql.query('update skill_groups set service_level_seconds = $2 where id = $1', [
      random.pick(rows.groups).id,
      random.pick([10, 30, 60, 300]),
    ]),
  'thread begun by an agent': (sql, rows, random) =>
    sql.query('update threads set initiator = $2 where id = $1', [
      random.pick(rows.threads).id,
      random.pick(rows.agents),
    ]),
  'wrote after the rating': (sql, rows, random) =>
    sql.query(
      `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, created_at)
       select r.conversation_id, 1 + coalesce((select max(seq) from messages m where m.conversation_id = r.conversation_id), 0),
         gen_random_uuid(), 'agent', $1, gen_random_uuid(), '2026-12-24' from ratings r`,
      [random.pick(rows.agents)],
    ),
  'last words gone': (sql, rows, random) =>
    sql.query(
      `delete from messages m using ratings r where r.conversation_id = m.conversation_id and m.sender_id = $1`,
      [random.pick(rows.agents)],
    ),
  'shift planned later': (sql, rows, random, moment) => {
    const at = moment()
    const kind = random.pick(['shift', 'shift', 'break', 'leave'])
    return sql.query(
      `insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, $3, $4, $5)`,
      [v7(), random.pick(rows.agents), kind, at, minutes(at, random.whole(1, 900))],
    )
  },
  'shifts moved': (sql, rows, random) =>
    sql.query(
      `update shifts set starts_at = starts_at + $2 * interval '1 minute', ends_at = ends_at + $2 * interval '1 minute'
       where agent_id = $1`,
      [random.pick(rows.agents), random.whole(-1500, 1500)],
    ),
  'leave in hindsight': (sql, rows, random) =>
    sql.query(`update shifts set kind = 'leave' where agent_id = $1 and kind <> 'leave'`, [
      random.pick(rows.agents),
    ]),
  'shift of another': (sql, rows, random) =>
    sql.query('update shifts set agent_id = $2 where agent_id = $1', [
      random.pick(rows.agents),
      random.pick(rows.agents),
    ]),
  'shifts called off': (sql, rows, random) =>
    sql.query('delete from shifts where agent_id = $1', [random.pick(rows.agents)]),
}

/** The rows as they stand in the database now, in the shape of the history they came from. */
export async function loadHistory(sql: Sql, rows: Rows): Promise<Rows> {
  const read = async <T extends object>(table: string, like: readonly T[], order = '1'): Promise<T[]> => {
    const names = Object.keys(like[0] ?? { '*': 0 })
    const { rows: found } = await sql.query(`select ${names.join(', ')} from ${table} order by ${order}`)
    return found.map((row) => {
      const entries = Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Date ? value.getTime() : value,
      ])
      return Object.fromEntries(entries) as T
    })
  }
  return {
    ...rows,
    groups: await read('skill_groups', rows.groups),
    threads: await read('threads', rows.threads),
    conversations: await read('conversations', rows.conversations),
    messages: await read('messages', rows.messages),
    assignments: await read('assignments', rows.assignments, 'id'),
    rounds: await read('reply_rounds', rows.rounds),
    ratings: await read('ratings', rows.ratings),
    spans: await read('agent_status_spans', rows.spans),
    shifts: await read('shifts', rows.shifts),
    alarms: await read('alarms', rows.alarms),
  }
}
