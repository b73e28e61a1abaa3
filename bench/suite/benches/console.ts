import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Bench, Context } from '../context'
import type { Figure } from '../figure'
import { Connection } from '../load/connection'
import { spreadOf } from '../load/percentiles'
import { addOffice } from '../world/office'
import { addRoster, type RosterPlan } from '../world/roster'

/** One page of the console as its first request: a procedure with the input that the screen sends. */
type ConsolePage = { name: string; procedure: string; input: unknown }
type Office = { agentIds: string[]; groupIds: string[] }

const LIMIT_MS = 200

function pagesOf(office: Office): ConsolePage[] {
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
    {
      name: 'agents of a group',
      procedure: 'workforce.people.list',
      input: { groupId: office.groupIds[20] },
    },
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
    ...list('roles', 'accounts.listRoles'),
    { name: 'settings', procedure: 'accounts.getSettings', input: undefined },
    { name: 'monitor', procedure: 'insights.monitor', input: undefined },
    { name: 'monitor, today', procedure: 'insights.monitorDay', input: undefined },
    { name: 'wallboard', procedure: 'insights.wall', input: {} },
  ]
}

/** Schedules: the grid over a hundred agents, what it is filtered by, and what is decided beside it. */
function schedulePagesOf(office: Office, plan: RosterPlan): ConsolePage[] {
  const week = { from: plan.monday, until: plan.until, pageSize: 100 }
  const month = { from: plan.monthFrom, until: plan.monthUntil, pageSize: 100 }
  const groupId = office.groupIds[0]
  const roster = (name: string, input: object): ConsolePage => ({
    ...{ name: `roster, ${name}`, procedure: 'schedules.roster', input },
  })
  const page = (name: string, procedure: string, input: unknown): ConsolePage => ({
    ...{ name, procedure: `schedules.${procedure}`, input },
  })
  return [
    roster('a week', week),
    roster('a month', month),
    roster('a week, searched', { ...week, search: 'te' }),
    roster('a week of a group', { ...week, groupId }),
    roster('a month, last page', { ...month, page: 50 }),
    roster('a week, only conflicts', { ...week, onlyConflicts: true }),
    roster('a month, only conflicts', { ...month, onlyConflicts: true }),
    page('coverage of a week', 'coverage', { from: plan.monday, until: plan.until, groupId }),
    page('coverage of everybody', 'coverage', { from: plan.monday, until: plan.until }),
    page('shift templates', 'listTemplates', {}),
    page('rotations', 'listRotations', {}),
    page('leave and swaps', 'listRequests', { state: 'all' }),
    page('leave and swaps, searched', 'listRequests', { state: 'all', search: 'an' }),
    page('adherence of a week', 'adherence', { from: plan.monthFrom, days: 7 }),
    page('adherence of a month', 'adherence', { from: plan.monthFrom, days: 31 }),
  ]
}

/** The pages of a large organisation, one at a time, as the server answers them. */
export const consolePages: Bench = {
  name: 'console',
  run: async (context) => {
    const size = { agents: 5_000, groups: 300, replies: 2_000, audit: context.pick(50_000, 200_000) }
    context.say(`${size.agents} agents, ${size.groups} groups`)
    const office = await addOffice(context.world, size)
    context.say('a plan of 42 days for all of them')
    const plan = await addRoster(context.world, office)
    const token = readFileSync(path.join(context.stack.dataDir, 'admin-token'), 'utf8').trim()
    const connection = await Connection.open(context.stack.url)
    const figures: Figure[] = []
    for (const page of [...pagesOf(office), ...schedulePagesOf(office, plan)])
      figures.push(await measure(context, connection, token, page))
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
