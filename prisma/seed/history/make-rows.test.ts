import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { agents } from '../company/people'
import { columns, type Row, type Table } from '../load/columns'
import { makeRows } from './make-rows'

const now = Date.parse('2026-11-18T14:35:20.123Z')
const credentials = { passwordHash: 'hash', roleIds: { agent: 'a', administrator: 'b' } }
const demo = makeRows(now, credentials, (): Row[] => [], 6)
const { rows, made } = demo

type Record = { [column: string]: unknown }
function read(table: Table): Record[] {
  const names = columns[table].split(' ')
  return rows[table].map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))
}
const ms = (value: unknown) => (value as Date).getTime()

function byConversation(table: Table): Map<unknown, Record[]> {
  const found = new Map<unknown, Record[]>()
  for (const row of read(table)) {
    const list = found.get(row.conversation_id) ?? []
    list.push(row)
    found.set(row.conversation_id, list)
  }
  return found
}

describe('the demo history', () => {
  it('is the same for the same moment, and another one for another', () => {
    const digest = (at: number) =>
      createHash('sha256')
        .update(JSON.stringify(makeRows(at, credentials, (): Row[] => [], 2).rows))
        .digest('hex')
    const first = digest(now)
    expect(digest(now)).toBe(first)
    expect(digest(now + 3_600_000)).not.toBe(first)
  }, 30_000)

  it('never gives an agent more conversations at once than the limit', () => {
    const limits = new Map(made.organisation.agents.map((agent) => [agent.id as unknown, agent.capacity]))
    for (const [agentId, limit] of limits) {
      const steps = read('assignments')
        .filter((row) => row.agent_id === agentId && row.holds_place)
        .flatMap((row) => [
          { at: ms(row.started_at), by: 1 },
          { at: ms(row.ended_at), by: -1 },
        ])
        .sort((a, b) => a.at - b.at || a.by - b.by)
      let current = 0
      for (const step of steps) {
        current += step.by
        expect(current).toBeLessThanOrEqual(limit)
      }
      expect(current).toBe(0)
    }
  })

  it('assigns live conversations only to agents who are online at that moment', () => {
    const spans = read('agent_status_spans').filter((span) => span.status === 'online')
    for (const row of read('assignments').filter((assignment) => assignment.holds_place)) {
      const at = ms(row.started_at)
      const there = spans.some(
        (span) =>
          span.agent_id === row.agent_id &&
          ms(span.from_at) <= at &&
          (span.until_at === null || at <= ms(span.until_at)),
      )
      expect(there).toBe(true)
    }
  })

  it('serves the queue of each group by priority, then by entry', () => {
    const queued = read('conversations').filter(
      (row) => row.wait_reason !== null || row.creation_type === 'queued',
    )
    const entered = byConversation('conversation_events')
    const stays = queued.flatMap((row) => queueStays(row, entered.get(row.id) ?? []))
    for (const served of stays.filter((stay) => stay.served)) {
      const passed = stays.filter(
        (other) =>
          other.groupId === served.groupId &&
          other.from < served.until &&
          other.until > served.until &&
          (other.priority > served.priority ||
            (other.priority === served.priority && other.entered < served.entered)),
      )
      expect(passed).toEqual([])
    }
  })

  it('numbers each log without a gap, messages and events together, in order of time', () => {
    const messages = byConversation('messages')
    const events = byConversation('conversation_events')
    for (const row of read('conversations')) {
      const log = events.get(row.id) ?? []
      expect(log.map((entry) => entry.seq)).toEqual(log.map((_, index) => index + 1))
      expect(row.last_seq).toBe(log.length)
      expect(log.every((entry, i) => i === 0 || ms(entry.created_at) >= ms(log[i - 1]!.created_at))).toBe(
        true,
      )
      const told = log.filter((entry) => entry.type === 'message').map((entry) => entry.seq)
      expect((messages.get(row.id) ?? []).map((message) => message.seq)).toEqual(told)
    }
  })

  it('leaves nothing open and nothing in the future', () => {
    for (const row of read('conversations')) {
      expect(String(row.status)).toMatch(/^ended/)
      expect(ms(row.ended_at)).toBeLessThanOrEqual(now)
    }
    for (const row of read('conversation_events')) expect(ms(row.created_at)).toBeLessThanOrEqual(now)
    expect(read('agents').every((agent) => agent.status === 'offline')).toBe(true)
  })

  it('has a rhythm and every kind of conversation', () => {
    const all = read('conversations')
    const kinds = new Set(all.map((row) => (row.abandoned ? 'abandoned' : row.creation_type)))
    expect(kinds).toEqual(new Set(['direct', 'queued', 'offline', 'abandoned']))
    const at = (from: number, until: number) =>
      all.filter(
        (row) =>
          new Date(ms(row.entered_at)).getUTCHours() >= from &&
          new Date(ms(row.entered_at)).getUTCHours() < until,
      )
    expect(at(8, 12).length).toBeGreaterThan(at(0, 4).length * 3)
    expect(rows.ratings.length).toBeGreaterThan(200)
    expect(all.some((row) => Number(row.transfer_count) > 0)).toBe(true)
    expect(agents.length).toBe(26)
  })
})

type Stay = {
  groupId: unknown
  priority: number
  entered: number
  from: number
  until: number
  served: boolean
}

/** When a conversation stood in which group's queue, read off its log. */
function queueStays(row: Record, log: Record[]): Stay[] {
  const stays: Stay[] = []
  let open: Stay | null = null
  for (const entry of log) {
    const at = ms(entry.created_at)
    if (entry.type === 'message') continue
    if (open) stays.push({ ...open, until: at, served: entry.type === 'assigned' })
    open = null
    if (entry.type !== 'queued') continue
    const { patch } = JSON.parse(String(entry.payload)) as { patch: { group: { id: string } } }
    const priority = Number(row.priority)
    open = {
      groupId: patch.group.id,
      priority,
      entered: ms(row.entered_at),
      from: at,
      until: at,
      served: false,
    }
  }
  return stays
}
