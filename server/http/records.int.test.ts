import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInRoles, type PermissionMap, type Principal, permissions, scopesOf } from '@/server/access'
import {
  answersAnyway,
  type Given,
  type Kind,
  recordsOfCalls,
  recordsOfEndpoints,
  tellsApart,
  whole,
} from '@/server/access/record-access'
import { allStreams } from '@/server/events/streams'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, addCustomer, addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { handlerFor } from './handle-request'
import { givenFor, inputWith, isKind, placesOf, sampleWith } from './testing/record-inputs'
import { type Bundle, makeBundle, type Side } from './testing/records'
import { rootRouter } from './trpc/root'
import { endpointInputs } from './v1/app'
import { signCustomerToken } from './v1/customer-token'

/**
 * Records of others look like none. Each call and endpoint that takes an id is made with a record of a group,
 * agent and customer that are not the caller's, and with an id that nothing has: both get the same answer, and
 * nothing is changed. Somebody whose the record is gets past, so that no refusal is one of the input.
 */
useTestDatabase()

type Caller = { name: string; principal: Principal | null; token: string | null }
type Outcome = { code: string; body: string }
let side: Side
let theirs: Bundle
let others: Caller[]
let owners: Caller[]
const tally = { console: { cells: 0, refused: 0, letIn: 0 }, rest: { cells: 0, refused: 0, letIn: 0 } }

/** Whatever can be held for a group, held for one. */
const ofAGroup = Object.fromEntries(
  permissions.flatMap((name) => (scopesOf[name].includes('group') ? [[name, 'group']] : [])),
) as PermissionMap
const ofAnAgent = builtInRoles.agent.permissions

async function caller(
  name: string,
  userId: string,
  groupId: string | null,
  held: PermissionMap,
): Promise<Caller> {
  const groupIds = groupId ? [groupId] : []
  const agentId = held['agent.receive'] ? userId : null
  const who = { userId, name, agentId, roles: [name], permissions: held, groupIds, scopeGroupIds: groupIds }
  return { name, principal: who, token: await addToken(userId, held) }
}

async function makeSide(): Promise<Side> {
  const { channelId, groupId, agents } = await buildScenario([{ name: 'Mei', capacity: 500 }])
  const otherAgentId = await addAgent(groupId, { name: 'Tao', status: 'offline' })
  const leadId = await addAgent(groupId, { name: 'Lo', status: 'offline' })
  return { channelId, groupId, agentId: agents.Mei ?? '', otherAgentId, leadId }
}

const asCustomer = (name: string, customerId: string): Caller => {
  const { token } = signCustomerToken({ customerId, channelId: side.channelId, anonymous: true })
  return { name, principal: null, token }
}

beforeAll(async () => {
  side = await makeSide()
  const strange = await makeSide()
  theirs = await makeBundle(side)
  others = [
    { name: 'nobody', principal: null, token: null },
    asCustomer('another customer', await addCustomer()),
    await caller('an agent of another group', strange.agentId, strange.groupId, ofAnAgent),
    await caller('a lead of another group', strange.leadId, strange.groupId, ofAGroup),
  ]
  owners = [
    await caller('the agent', side.agentId, side.groupId, ofAnAgent),
    await caller('a colleague', side.otherAgentId, side.groupId, ofAnAgent),
    await caller('a lead of the group', side.leadId, side.groupId, ofAGroup),
    await caller('a supervisor', await addUser('Sue'), null, builtInRoles.supervisor.permissions),
    await caller('an administrator', await addUser('Ada'), null, builtInRoles.administrator.permissions),
  ]
})
afterAll(() => {
  for (const stream of [...allStreams()]) stream.close()
  console.log(`records of others: ${JSON.stringify(tally)}`)
})

/** Where the shape alone finds no input that is taken. */
const noon = { from: '2026-11-02', to: '2026-11-02', timeZone: 'UTC', groupIds: ['id:0'], agentIds: ['id:1'] }
const definition = {
  metrics: ['conversations_handled'],
  rows: 'agent',
  groupIds: ['id:0'],
  agentIds: ['id:1'],
}
const week = Array.from({ length: 7 }, () => Array(48).fill(0))
const given: Record<string, unknown> = {
  'insights.report': { ...noon, groupBy: 'agent' },
  'insights.reportRows': { ...noon, groupBy: 'agent', metric: 'conversations_handled' },
  'insights.ratings': noon,
  'insights.timeline': noon,
  'insights.customReport': { definition },
  'insights.createCustom': { name: 'x', definition },
  'insights.updateCustom': { id: 'id:2', version: 1, report: { name: 'x', definition } },
  'GET /agent/status-history': {
    agentId: 'id:0',
    from: '2026-11-01T00:00:00Z',
    until: '2026-11-02T00:00:00Z',
  },
  'schedules.saveCoverageTargets': { groupId: 'id:0', week, before: week },
}

type Cell = {
  name: string
  place: string
  kind: Kind
  changes: boolean
}

const REFUSED = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHORIZED', '404', '403', '401']
const FAILED = ['INTERNAL_SERVER_ERROR', '500']
const TAKEN = ['OK', '200', '201', '204']

/** What differs between two answers to the same question anyway. */
const bare = ({ body }: Outcome, id: string) =>
  [...body.replaceAll(id, 'ID').replace(/"(reference|at|now|generatedAt)":"?[^",}]*"?|\d{13}/g, '')]
    .sort()
    .join('')

type Fill = (id: string, bundle: Bundle) => unknown
type Call = (who: Caller, input: unknown) => Promise<Outcome>

async function check({ name, kind, changes }: Cell, input: Fill, call: Call, letIn: Caller[]) {
  const counts = name.includes(' ') ? tally.rest : tally.console
  const complaints: string[] = []
  counts.cells += 1
  for (const who of others) {
    const absent = newId()
    const foreign = await call(who, input(theirs[kind], theirs))
    const none = await call(who, input(absent, theirs))
    counts.refused += 1
    const told = (one: Outcome) => `${one.code} ${one.body.slice(0, 160)}`
    const same = foreign.code === none.code
    // Of two refusals the kind is compared: some name the record, some what it would have been for.
    if (
      (!same && !(name in tellsApart)) ||
      (TAKEN.includes(foreign.code) && bare(foreign, theirs[kind]) !== bare(none, absent))
    )
      complaints.push(`${who.name}: ${told(foreign)}; of none: ${told(none)}`)
    if (FAILED.includes(foreign.code)) complaints.push(`${who.name}: ${told(foreign)}`)
    if (changes && TAKEN.includes(foreign.code) && !(name in answersAnyway))
      complaints.push(`${who.name} changes it`)
  }
  const outcomes: string[] = []
  const fresh = changes ? await makeBundle(side) : theirs
  for (const who of letIn) {
    const of = who.principal === null ? theirs : fresh
    const { code, body } = await call(who, input(of[kind], of))
    outcomes.push(FAILED.includes(code) ? `${code} ${body}` : code)
    if (!REFUSED.includes(code)) break
  }
  const last = outcomes.at(-1) ?? ''
  if (FAILED.some((code) => last.startsWith(code))) complaints.push(`its owner: ${last}`)
  if (!REFUSED.includes(last)) counts.letIn += 1
  expect(complaints).toEqual([])
}

async function callProcedure(path: string, who: Caller, input: unknown): Promise<Outcome> {
  const procedure = path
    .split('.')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      createCaller(rootRouter)({ principal: who.principal }),
    ) as (input: unknown) => Promise<unknown>
  return procedure(input).then(
    (answer) => ({ code: 'OK', body: JSON.stringify(answer) ?? '' }),
    (error: { code?: string; message: string; cause?: { cause?: unknown } }) => ({
      code: String(error.code),
      body: `${error.message} ${error.code === 'INTERNAL_SERVER_ERROR' ? error.cause?.cause : ''}`,
    }),
  )
}

type Procedure = {
  _def: { type: string; inputs: z.ZodType[]; meta?: { permission?: keyof typeof scopesOf } }
}
const scoped = Object.entries(rootRouter._def.procedures as unknown as Record<string, Procedure>)
  .filter(([, { _def }]) => {
    const permission = _def.meta?.permission
    return permission === undefined || scopesOf[permission].some((scope) => scope !== 'all')
  })
  .map(([name, { _def }]) => ({ name, schema: _def.inputs[0], changes: _def.type === 'mutation' }))
  .map((one) => ({ ...one, own: recordsOfCalls[one.name], places: placesOf(one.schema) }))
  .filter(({ places }) => places.length > 0)

const unsaid = (list: { name: string; own: Record<string, Given> | undefined; places: string[] }[]) =>
  list.flatMap(({ name, own, places }) =>
    places.filter((place) => givenFor(place, own) === null).map((place) => `${name}: ${place}`),
  )

const cellsOf = <T extends { own: Record<string, Given> | undefined; places: string[] }>(list: T[]) =>
  list.flatMap((one) =>
    one.places.flatMap((place) => {
      const kind = givenFor(place, one.own)
      return isKind(kind) ? [{ ...one, place, kind }] : []
    }),
  )

const uuid = z.object({ id: z.uuid() })
/** Streams are not in the description. */
const stream = { method: 'GET', path: '/conversations/{id}/events', params: uuid, query: null, body: null }

const parts = ['params', 'query', 'body'] as const
const endpoints = [...endpointInputs(), stream]
  .filter(({ path }) => !whole.some((start) => path.startsWith(start)))
  .map((one) => ({ ...one, name: `${one.method} ${one.path}` }))
  .map((one) => ({ ...one, own: { ...recordsOfEndpoints[one.name] } }))
  .map((one) => ({
    ...one,
    // The id in the path of a conversation's endpoint is the conversation.
    own: one.path.includes('conversations/{id}') ? { id: 'conversation' as const, ...one.own } : one.own,
    places: parts.flatMap((part) => placesOf(one[part])),
    changes: one.method !== 'GET',
  }))
  .filter(({ places }) => places.length > 0)

type Sent = (Record<string, unknown> | null)[]

async function callEndpoint(
  endpoint: (typeof endpoints)[number],
  who: Caller,
  [params, query, body]: Sent,
): Promise<Outcome> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? 'x'))
  const asked = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([key, one]) => [one].flat().map((each) => [key, String(each)])),
  )
  const request = new Request(`http://test/api/v1${path}?${asked}`, {
    method: endpoint.method,
    headers: {
      'content-type': 'application/json',
      ...(who.token && { authorization: `Bearer ${who.token}` }),
    },
    ...(endpoint.body && { body: JSON.stringify(body) }),
  })
  const response = await handlerFor(endpoint.method, new URL(request.url).pathname)?.(request)
  const streams = response?.headers.get('content-type')?.startsWith('text/event-stream')
  if (streams) await response?.body?.cancel()
  return { code: String(response?.status), body: streams ? '' : ((await response?.text()) ?? '') }
}

describe('an endpoint', () => {
  it('says of each id it takes what it names, and nothing is said of one that is none', () => {
    expect(unsaid(endpoints)).toEqual([])
    const names = endpoints.map(({ name }) => name)
    expect(Object.keys(recordsOfEndpoints).filter((name) => !names.includes(name))).toEqual([])
  })

  it.each(cellsOf(endpoints))('$name takes no $kind of others as $place', async (cell) => {
    const part = parts.find((one) => placesOf(cell[one]).includes(cell.place)) ?? 'params'
    const samples = parts.map((one) =>
      one === part && cell.name in given
        ? given[cell.name]
        : cell[one] && sampleWith(cell[one], one === part ? cell.place : null),
    )
    expect(samples, 'no input of this shape was found').not.toContain(undefined)
    const fill: Fill = (id, bundle) =>
      samples.map((value) => inputWith(value, { place: cell.place, id, own: cell.own, bundle }))
    const letIn = [asCustomer('the customer', theirs.customer), ...owners]
    await check(cell, fill, (who, input) => callEndpoint(cell, who, input as Sent), letIn)
  })
})

// Last, because some of these calls change who the people are.
describe('a call of the console', () => {
  it('says of each id it takes what it names, and nothing is said of a call that is none', () => {
    expect(unsaid(scoped)).toEqual([])
    const names = scoped.map(({ name }) => name)
    expect(Object.keys(recordsOfCalls).filter((name) => !names.includes(name))).toEqual([])
  })

  it.each(cellsOf(scoped))('$name takes no $kind of others as $place', async ({ schema, ...cell }) => {
    const value = given[cell.name] ?? (schema && sampleWith(schema, cell.place))
    expect(value, 'no input of this shape was found').toBeDefined()
    const { place, own } = cell
    const fill: Fill = (id, bundle) => inputWith(value, { place, id, own, bundle })
    await check(cell, fill, (who, input) => callProcedure(cell.name, who, input), owners)
  })
})

it('lets somebody in at most places: the refusals are not those of the inputs', () => {
  expect(tally.console.letIn / tally.console.cells).toBeGreaterThan(0.85)
  expect(tally.rest.letIn / tally.rest.cells).toBeGreaterThan(0.7)
})
