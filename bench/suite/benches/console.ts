import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Bench, Context } from '../context'
import type { Figure } from '../figure'
import { Connection } from '../load/connection'
import { spreadOf } from '../load/percentiles'
import { addOffice } from '../world/office'

/** One page of the console as its first request: a procedure with the input that the screen sends. */
type ConsolePage = { name: string; procedure: string; input: unknown }

const LIMIT_MS = 200

function pagesOf(office: { agentIds: string[]; groupIds: string[] }): ConsolePage[] {
  const list = (name: string, procedure: string, input: object = {}): ConsolePage[] => [
    { name, procedure, input },
    { name: `${name}, searched`, procedure, input: { ...input, search: 'te' } },
  ]
  return [
    ...list('skill groups', 'workforce.listGroups'),
    {
      name: 'skill groups by load, last page',
      procedure: 'workforce.listGroups',
      input: { sort: 'used', page: 10 },
    },
    ...list('agents', 'workforce.people.list'),
    ...list('agents by load', 'workforce.people.list', { sort: 'load', direction: 'desc' }),
    { name: 'agents, last page', procedure: 'workforce.people.list', input: { page: 200 } },
    { name: 'one agent', procedure: 'workforce.people.get', input: { id: office.agentIds[0] } },
    { name: 'one skill group', procedure: 'workforce.getGroup', input: { id: office.groupIds[0] } },
    ...list('quality and capacity', 'workforce.getCapacityBoard'),
    { name: 'chart of skill groups', procedure: 'workforce.listGroupChart', input: undefined },
    { name: 'routing rules', procedure: 'dispatch.listRules', input: undefined },
    ...list('channels', 'channels.listChannels'),
    ...list('service hours', 'channels.listCalendars'),
    ...list('quick replies', 'conversations.listQuickReplies'),
    ...list('audit log', 'accounts.listAudit'),
    { name: 'audit log, page 1,000', procedure: 'accounts.listAudit', input: { page: 1_000 } },
    { name: 'monitor', procedure: 'insights.monitor', input: undefined },
  ]
}

/** The pages of a large organisation, one at a time, as the server answers them. */
export const consolePages: Bench = {
  name: 'console',
  run: async (context) => {
    const size = { agents: 5_000, groups: 300, replies: 2_000, audit: context.pick(50_000, 200_000) }
    context.say(`${size.agents} agents, ${size.groups} groups`)
    const office = await addOffice(context.world, size)
    const token = readFileSync(path.join(context.stack.dataDir, 'admin-token'), 'utf8').trim()
    const connection = await Connection.open(context.stack.url)
    const figures: Figure[] = []
    for (const page of pagesOf(office)) figures.push(await measure(context, connection, token, page))
    connection.close()
    return figures
  },
}

async function measure(
  { pick }: Context,
  connection: Connection,
  token: string,
  page: ConsolePage,
): Promise<Figure> {
  const query = page.input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(page.input))}`
  const times: number[] = []
  let bytes = 0
  for (let i = 0; i < pick(8, 30) + 2; i += 1) {
    const began = performance.now()
    const reply = await connection.ask('GET', `/api/trpc/${page.procedure}${query}`, token)
    if (i >= 2) times.push(performance.now() - began)
    if (reply.status !== 200)
      throw new Error(`${page.procedure} answered ${reply.status}: ${reply.body.slice(0, 300)}`)
    bytes = reply.body.length
  }
  const { p50, max } = spreadOf(times)
  const note = `slowest ${max.toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} KB`
  return { bench: 'console', name: page.name, value: p50, unit: 'ms', bar: { atMost: LIMIT_MS }, note }
}
