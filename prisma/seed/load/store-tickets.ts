import type pg from 'pg'
import { type Chance, chanceOf } from '../chance'
import {
  callBackNotes,
  ticketCounts,
  ticketPriorityWeights,
  ticketTopics,
  ticketWords,
} from '../company/tickets'

const HOUR = 3_600_000

type Source = {
  id: string
  customerId: string
  customer: string
  groupId: string | null
  agentId: string
  agent: string
  language: string | null
  endedAt: Date
}

/** Tickets and call-backs that came from conversations of the last days. */
export async function storeTickets(client: pg.ClientBase, now: Date): Promise<void> {
  const chance = chanceOf('tickets')
  const { rows } = await client.query<Source>(
    `select c.id, c.customer_id as "customerId", cu.name as customer, c.group_id as "groupId", c.agent_id as "agentId",
       a.public_name as agent, coalesce(c.language, cu.language) as language, c.ended_at as "endedAt"
     from conversations c join customers cu on cu.id = c.customer_id join agents a on a.id = c.agent_id
     where c.ended_at is not null order by c.ended_at desc, c.id limit 500`,
  )
  let at = 0
  const source = () => {
    at += 7
    return rows[at % Math.max(1, rows.length)]
  }
  for (const [status, count] of ticketCounts)
    for (let i = 0; i < count; i += 1) {
      const from = source()
      if (from)
        await storeTicket(client, chance, {
          from,
          status,
          topic: ticketTopics[i % ticketTopics.length]!,
          now,
        })
    }
  for (let i = 0; i < 6; i += 1) {
    const from = source()
    if (from) await storeCallBack(client, chance, { from, i, now })
  }
}

type New = { from: Source; status: string; topic: (typeof ticketTopics)[number]; now: Date }

async function storeTicket(client: pg.ClientBase, chance: Chance, { from, status, topic, now }: New) {
  const language = from.language?.startsWith('zh') ? 'zh' : 'en'
  const done = status === 'solved' || status === 'closed'
  const created = Math.min(from.endedAt.getTime(), now.getTime() - 2 * HOUR)
  const changed = new Date(Math.min(now.getTime() - HOUR, created + chance.whole(1, 20) * HOUR))
  const due = new Date(done ? created + 48 * HOUR : now.getTime() + chance.whole(-10, 60) * HOUR)
  const id = chance.id(created)
  const mine = status === 'new' && chance.yes(0.5) ? null : from.agentId
  await client.query(
    `insert into tickets(id, client_key, title, description, type, priority, status, customer_id, conversation_id, group_id,
       assignee_id, creator_id, creator_name, due_at, due_by_hand, status_since, solved_at, closed_at, version, created_at, updated_at)
     values ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, true, $14, $15, $16, $17, $18, $14)`,
    [
      ...[
        id,
        chance.id(created),
        topic[language],
        topic.type,
        chance.weighted(ticketPriorityWeights),
        status,
      ],
      ...[from.customerId, from.id, from.groupId, mine, from.agentId, from.agent, due, changed],
      ...[
        done ? changed : null,
        status === 'closed' ? changed : null,
        status === 'new' ? 1 : 2,
        new Date(created),
      ],
    ],
  )
  await client.query('insert into ticket_watchers(ticket_id, user_id) values ($1, $2)', [id, from.agentId])
  const words = ticketWords[language]
  const entry = (kind: string, when: Date, isPublic: boolean, text: string, detail: object) =>
    client.query(
      `insert into ticket_entries(id, ticket_id, at, kind, actor_id, actor_name, public, text, detail)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[chance.id(when.getTime()), id, when, kind, from.agentId, from.agent, isPublic, text],
        JSON.stringify(detail),
      ],
    )
  await entry('created', new Date(created), false, '', {})
  if (status === 'new') return
  await entry('comment', changed, false, words.note, {})
  await entry('comment', changed, true, done ? words.solved : words.answer, {})
  await entry('changed', changed, false, '', { changes: { status: { from: 'new', to: status } } })
}

type NewCallBack = { from: Source; i: number; now: Date }

async function storeCallBack(client: pg.ClientBase, chance: Chance, { from, i, now }: NewCallBack) {
  const language = from.language?.startsWith('zh') ? 'zh' : 'en'
  const done = i >= 4
  const due = new Date(now.getTime() + (done ? -20 : i * 3 - 1) * HOUR)
  const id = chance.id(now.getTime() - HOUR)
  await client.query(
    `insert into call_backs(id, client_key, customer_id, conversation_id, name, phone, due_at, group_id, assignee_id,
       creator_id, note, state, result, tries, reminded_at, created_at, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[id, chance.id(now.getTime()), from.customerId, from.id, from.customer],
      ...[language === 'zh' ? `1380013800${i}` : `+49 30 2309910${i}`, due, from.groupId, from.agentId],
      ...[
        callBackNotes[i % callBackNotes.length]![language],
        done ? 'done' : 'waiting',
        done ? 'reached' : null,
      ],
      ...[done ? 1 : 0, due.getTime() <= now.getTime() ? due : null, from.endedAt, done ? due : null],
    ],
  )
  await client.query(
    `insert into call_back_entries(id, call_back_id, at, kind, actor_id, actor_name) values ($1, $2, $3, 'created', $4, $5)`,
    [chance.id(now.getTime()), id, from.endedAt, from.agentId, from.agent],
  )
}
