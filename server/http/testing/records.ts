import type { Kind } from '@/server/access/record-access'
import { customerInput } from '@/server/modules/customers/contract'
import { openConversation } from '@/server/modules/dispatch'
import { groupSettings, personSettings } from '@/server/modules/workforce/contract'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { addCustomer } from '@/server/platform/testing/scenario'
import { anyOf } from './record-inputs'

/** Beside the kinds what is everybody's and stands in an input with them. */
export type Bundle = Record<Kind | 'procedure', string>

export type Side = {
  channelId: string
  groupId: string
  agentId: string
  /** Of the same group, and asked by the agent. */
  otherAgentId: string
  /** Leads the group, and owns what an agent cannot have. */
  leadId: string
}

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const id = newId()
  const all: Record<string, unknown> = { id, ...row }
  const names = Object.keys(all)
  await pool().query(
    `insert into ${table}(${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')})`,
    Object.values(all),
  )
  return id
}

/** One record of each kind, all of one customer, one agent and one group. */
export async function makeBundle(side: Side): Promise<Bundle> {
  const customer = await addCustomer()
  const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
  const { conversationId } = await openConversation({
    ...{ customerId: customer, channelId: side.channelId, entry, topic: {}, categoryId: null },
    message: { clientMessageId: newId(), text: 'Hello' },
  })
  const ground = { ...side, customer, conversation: conversationId }
  const bundle = {
    ...(await ofTheConversation(ground)),
    ...(await ofTheService(ground)),
    ...(await ofThePerson(ground)),
    ...(await ofThePlan(ground)),
  }
  return { ...bundle, ...(await ofTheLog(ground, bundle)) }
}

type Ground = Side & { customer: string; conversation: string }

async function ofTheConversation({ agentId, otherAgentId, conversation }: Ground) {
  const at = new Date()
  const talk = { conversation_id: conversation }
  const message = 'select id from messages where conversation_id = $1 limit 1'
  const { rows } = await pool().query<{ id: string }>(message, [conversation])
  const file = {
    uploader_id: agentId,
    uploader_kind: 'agent',
    media_type: 'text/plain',
    size: 1,
    sha256: 'x',
  }
  const step = { kind: 'end', key: 'a', texts: { en: 'x', zh: '' } }
  const names = { names: { en: 'x', zh: '' }, topic: 'x', categoryIds: [], keywords: [] }
  const body = JSON.stringify({ ...names, steps: [step] })
  const procedure = await insert('procedures', {
    ...{ name: newId(), draft: body, published: body, published_version: 1, updated_at: at },
  })
  const publish = 'insert into procedure_versions(procedure_id, number, body) values ($1, 1, $2)'
  await pool().query(publish, [procedure, body])
  return {
    ...{ conversation, message: rows[0]?.id ?? '', procedure },
    file: await insert('attachments', { ...talk, ...file, name: 'a.txt' }),
    upload: await insert('attachments', { ...file, name: 'b.txt' }),
    participant: await insert('conversation_participants', {
      ...{ ...talk, user_id: otherAgentId, part: 'consulted', invited_by: agentId, joined_at: at },
    }),
    call: await insert('calls', { ...talk, agent_id: agentId, phone: '1', started_at: at }),
    run: await insert('procedure_runs', {
      ...{ ...talk, procedure_id: procedure, number: 1, step_key: 'a' },
      ...{ started_by: agentId, started_name: 'Mei', started_at: at },
    }),
  }
}

async function ofTheService({ agentId, groupId, customer, conversation }: Ground) {
  const at = new Date()
  const served = { customer_id: customer, conversation_id: conversation, group_id: groupId }
  const people = { assignee_id: agentId, creator_id: agentId, created_at: at }
  const opened = () =>
    insert('tickets', {
      ...{ client_key: newId(), title: 'x', type: 'question', ...served, ...people },
      ...{ status_since: at, updated_at: at },
    })
  const [ticket, other] = [await opened(), await opened()]
  return {
    ...{ customer, ticket },
    ticketLink: await insert('ticket_links', {
      ...{ ticket_id: ticket, other_id: other, kind: 'relates', created_at: at },
    }),
    callBack: await insert('call_backs', {
      ...{ client_key: newId(), ...served, ...people, phone: '123456', due_at: at },
    }),
    note: await insert('customer_notes', {
      ...{ customer_id: customer, author_id: agentId, author_name: 'Mei', text: 'x', updated_at: at },
    }),
    alarm: await insert('alarms', {
      ...{ kind: 'queue_length', level: 'warning', subject: newId(), group_id: groupId },
      ...{ raised_at: at, told_at: at, receivers: [agentId] },
    }),
  }
}

const report = () => ({
  ...{ name: newId(), shared: false },
  definition: { metrics: ['conversations_handled'], rows: 'agent' },
})

async function ofThePerson({ agentId, groupId, leadId }: Ground) {
  const own = { scope: 'own', owner_id: agentId, updated_at: new Date() }
  const token = { name: 'x', prefix: 'swy_pat_', token_hash: Buffer.from(newId()) }
  const { name, definition } = report()
  return {
    ...{ group: groupId, agent: agentId },
    quickReply: await insert('quick_replies', { ...own, shortcut: newId(), title: 'x', text: 'x' }),
    macro: await insert('macros', { ...own, name: 'x', steps: '[{"kind":"note","text":"x"}]' }),
    view: await insert('saved_views', { user_id: agentId, screen: 'workspace', name: newId(), view: '{}' }),
    token: await insert('access_tokens', { user_id: agentId, ...token }),
    notice: await insert('notices', { user_id: agentId, kind: 'x' }),
    customReport: await insert('custom_reports', {
      ...{ owner_id: leadId, name, definition: JSON.stringify(definition) },
    }),
  }
}

async function ofThePlan({ agentId, otherAgentId }: Ground) {
  const shift = { templateId: null, segments: [{ kind: 'work', from: 480, until: 960 }], note: '' }
  const rosterEntry = await insert('roster_entries', {
    ...{ agent_id: agentId, day: '2027-01-04', segments: JSON.stringify(shift.segments) },
    ...{ published: JSON.stringify(shift), published_at: new Date() },
  })
  return {
    rosterEntry,
    leave: await insert('leaves', {
      ...{ agent_id: agentId, kind: 'vacation', starts_at: '2027-02-01', ends_at: '2027-02-02' },
    }),
    swap: await insert('swap_requests', {
      ...{ from_agent_id: agentId, to_agent_id: otherAgentId, from_entry_id: rosterEntry },
      terms: JSON.stringify({ from: { day: '2027-01-04', ...shift }, to: null }),
    }),
  }
}

/** Entries to which a record can be brought back. */
async function ofTheLog(
  { agentId, leadId }: Ground,
  of: Pick<Bundle, 'group' | 'agent' | 'customer' | 'quickReply' | 'macro' | 'customReport'>,
) {
  const entry = (entity: string, id: string, value: unknown, actorId = agentId) =>
    insert('audit_entries', {
      ...{ actor_id: actorId, actor_name: 'Mei', action: 'updated', entity, entity_id: id, label: 'x' },
      ...{ before: JSON.stringify(value), after: JSON.stringify(value) },
    })
  const own = { scope: 'own', groupId: null }
  const steps = [{ kind: 'note', text: 'x' }]
  return {
    groupEntry: await entry('skill_group', of.group, { ...anyOf(groupSettings), disabled: false }),
    personEntry: await entry('user', of.agent, { ...anyOf(personSettings), disabled: false }),
    customerEntry: await entry('customer', of.customer, anyOf(customerInput)),
    replyEntry: await entry('quick_reply', of.quickReply, { ...own, shortcut: 'x', title: 'x', text: 'x' }),
    macroEntry: await entry('macro', of.macro, { ...own, name: 'x', position: 0, steps }),
    reportEntry: await entry('custom_report', of.customReport, report(), leadId),
  }
}
