import { can, type Principal } from '@/server/access'
import { type KnownRole, lackingFor, listKnownRoles, lockUsers, mayGrant } from '@/server/modules/accounts'
import { eachWithPauses, type ImportProblem, inRowOrder, readRecords, readTable } from '@/server/platform/csv'
import type { Db } from '@/server/platform/db/prisma'
import { emitSignal } from '@/server/platform/signals'
import { type PeopleImportReport, type PersonSettings, peopleCsvLimits } from '../contract'
import { isSamePerson } from '../domain/people'
import {
  importedPerson,
  type Names,
  type PersonImport,
  peopleColumns,
  peopleIgnored,
  readPersonRow,
} from '../domain/people-csv'
import { lockAgents } from '../store/agents'
import { insertPeople, mapPeopleByEmail, type NewPerson } from '../store/import-people'
import { listStoredPeople, type StoredPerson } from '../store/people'
import { listKnownGroups, lockGroups } from '../store/stored-groups'
import { changeConfiguration, type Touched } from './change-configuration'
import { requireEverybody } from './hold-people'
import { asTaken } from './save-person'
import { writePerson } from './write-person'

/** Fifty thousand new people with their entries in the audit log take a minute. */
const TIMEOUT_MS = 600_000
const NOTHING: PeopleImportReport = { applied: false, created: 0, updated: 0, unchanged: 0, problems: [] }

class Undo extends Error {
  constructor(readonly report: PeopleImportReport) {
    super('nothing is kept')
  }
}

/**
 * All rows or none. Every rule that a write would check is checked while planning, so a trial writes nothing
 * and answers in seconds for the largest file.
 */
export async function importPeople(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<PeopleImportReport> {
  requireEverybody(principal)
  const records = await readRecords(csv, peopleCsvLimits)
  if (!Array.isArray(records)) return { ...NOTHING, problems: [records] }
  const changed: string[] = []
  try {
    const report = await changeConfiguration(async (tx, touched) => {
      const plan = await planImport(tx, principal, records)
      if (plan.problems.length > 0) throw new Undo({ ...NOTHING, problems: inRowOrder(plan.problems) })
      const counts = { created: plan.made.length, updated: plan.changed.length, unchanged: plan.unchanged }
      if (dryRun) throw new Undo({ applied: false, ...counts, problems: [] })
      await carryOut(tx, touched, principal, plan)
      changed.push(...plan.changed.map(({ before }) => before.id))
      return { applied: true, ...counts, problems: [] }
    }, TIMEOUT_MS)
    // What they may do is asked for anew, as after a change by hand.
    for (const userId of changed) emitSignal('user_revoked', { userId })
    return report
  } catch (error) {
    if (error instanceof Undo) return error.report
    return asTaken(error)
  }
}

type Plan = {
  made: PersonSettings[]
  changed: { before: StoredPerson; next: PersonSettings }[]
  unchanged: number
  problems: ImportProblem[]
  roles: KnownRole[]
  groupNames: Map<string, string>
}

async function planImport(tx: Db, principal: Principal, records: string[][]): Promise<Plan> {
  const shape = { columns: peopleColumns, required: ['email'] as const, ignored: peopleIgnored }
  const { rows: lines, problems } = readTable<(typeof peopleColumns)[number]>(records, shape)
  const roles = await listKnownRoles(tx)
  const groups = await listKnownGroups(tx)
  const names = namesOf(roles, groups)
  // Where the column is there, a name that is missing was told with the row.
  const nameless = lines[0]?.text('name') === undefined
  const rows: PersonImport[] = []
  await eachWithPauses(lines, (line) => rows.push(readPersonRow(line, names)))
  const stored = await holdByEmail(tx, rows, groups)
  const seen = new Set<string>()
  const plan: Plan = {
    ...{ made: [], changed: [], unchanged: 0, problems, roles },
    groupNames: new Map(groups.map((group) => [group.id, group.name])),
  }
  await eachWithPauses(rows, (row) => {
    const report = (column: string, code: string, value: string) =>
      problems.push({ row: row.row, column, code, value: value.slice(0, 80) })
    if (row.email === '') return
    if (seen.has(row.email)) return void report('email', 'email_twice', row.email)
    seen.add(row.email)
    const before = stored.get(row.email) ?? null
    const next = importedPerson(row, before?.settings ?? null)
    if (!before && nameless) report('name', 'bad_name', '')
    checkRights({ principal, before, next, roles }, report)
    if (before && isSamePerson(before.settings, next)) plan.unchanged += 1
    else if (before) plan.changed.push({ before, next })
    else plan.made.push(next)
  })
  return plan
}

function namesOf(roles: readonly KnownRole[], groups: readonly { id: string; name: string }[]): Names {
  return {
    roles: new Map(
      roles.flatMap(({ key, name }) => [
        [name.toLowerCase(), key],
        [key.toLowerCase(), key],
      ]),
    ),
    groups: new Map(groups.map(({ id, name }) => [name.toLowerCase(), id])),
  }
}

/** Those who are known, held in the order of every change: users, groups, agents. */
async function holdByEmail(
  tx: Db,
  rows: readonly PersonImport[],
  groups: readonly { id: string }[],
): Promise<Map<string, StoredPerson>> {
  const emails = rows.map((row) => row.email).filter((email) => email !== '')
  const ids = [...(await mapPeopleByEmail(tx, emails)).values()]
  if (ids.length === 0) return new Map()
  await lockUsers(tx, ids)
  await lockGroups(
    tx,
    groups.map((group) => group.id),
  )
  await lockAgents(tx, ids)
  const found = new Map<string, StoredPerson>()
  for (let at = 0; at < ids.length; at += 5_000)
    for (const person of await listStoredPeople(tx, ids.slice(at, at + 5_000)))
      found.set(person.settings.user.email.toLowerCase(), person)
  return found
}

type Judged = {
  principal: Principal
  before: StoredPerson | null
  next: PersonSettings
  roles: readonly KnownRole[]
}

function checkRights(
  { principal, before, next, roles }: Judged,
  report: (column: string, code: string, value: string) => void,
): void {
  const held = before?.settings.user.roles ?? []
  for (const key of next.user.roles) {
    const role = roles.find((one) => one.key === key)
    if (role && !held.includes(key) && lackingFor(principal.permissions, role.permissions).length > 0)
      report('roles', 'role_above', role.name)
  }
  const above = before && before.id !== principal.userId
  if (above && !mayGrant(principal.permissions, before.user.permissions))
    report('email', 'person_above', next.user.email)
  if (next.agent && !can(principal, 'agents.write', {})) report('agent', 'not_allowed_agent', next.user.email)
}

async function carryOut(tx: Db, touched: Touched, principal: Principal, plan: Plan): Promise<void> {
  const roleNames = new Map(plan.roles.map((role) => [role.key, role.name]))
  const people: NewPerson[] = plan.made.map((settings) => ({
    settings,
    roleIds: plan.roles.filter(({ key }) => settings.user.roles.includes(key)).map((role) => role.id),
    snapshot: {
      user: { ...settings.user, roleNames: settings.user.roles.map((key) => roleNames.get(key) ?? key) },
      agent: settings.agent && {
        ...settings.agent,
        groups: settings.agent.groups.map((g) => ({ ...g, name: plan.groupNames.get(g.groupId) ?? '' })),
      },
      disabled: false,
    },
  }))
  for (const id of await insertPeople(tx, principal, people)) touched.agentIds.add(id)
  for (const { before, next } of plan.changed)
    await writePerson(tx, touched, { principal, before, next, action: 'imported' })
  for (const { agent } of plan.made)
    for (const { groupId } of agent?.groups ?? []) touched.groupIds.add(groupId)
}
