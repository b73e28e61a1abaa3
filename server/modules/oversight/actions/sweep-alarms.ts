import { can, type Principal } from '@/server/access'
import { publishFleeting } from '@/server/events/publish'
import { listUsersOfRoles, principalOf } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { type Cause, findCauses, planAlarms } from '../domain/alarms'
import { loadFacts } from '../store/alarm-facts'
import {
  insertAlarm,
  listEnabledRules,
  listOpenAlarms,
  repeatAlarm,
  resolveAlarms,
  type SweepRule,
  type Told,
  takeSweepLock,
} from '../store/alarms'
import { insertDelivery } from '../store/deliveries'
import { findAlarm } from '../store/list-alarms'

type What = 'raised' | 'repeated' | 'resolved'
export type Swept = Record<What, number>

/**
 * Looks at everything once. Of several processes that look at the same moment one does the work: it holds the
 * lock until its findings are stored, so what another found before cannot bring back what has been resolved.
 */
export async function sweepAlarms(): Promise<Swept> {
  const at = new Date(nowMs())
  const told = await inTransaction(async (sql) => {
    if (!(await takeSweepLock(sql))) return []
    const rules = await listEnabledRules(sql)
    const facts = await loadFacts(sql, rules, at)
    const causes = findCauses(rules, facts).filter((cause) => isLater(rules, cause))
    const plan = planAlarms(rules, causes, await listOpenAlarms(sql), at.getTime())
    const done = [
      ...(await raise(sql, rules, plan.raise, at)).map((one) => ({ ...one, what: 'raised' as const })),
      ...(await repeat(sql, plan.repeat, at)).map((one) => ({ ...one, what: 'repeated' as const })),
      ...(await resolveAlarms(sql, plan.resolve, at)).map((one) => ({ ...one, what: 'resolved' as const })),
    ]
    for (const one of done) await callOut(sql, rules, one, at)
    return done
  })
  for (const one of told) tell(one, one.what, at)
  const count = (what: What) => told.filter((one) => one.what === what).length
  return { raised: count('raised'), repeated: count('repeated'), resolved: count('resolved') }
}

/** A rule cares for ratings that came after it was made. */
const isLater = (rules: readonly SweepRule[], { ruleId, fact }: Cause): boolean =>
  fact.at === undefined || fact.at >= (rules.find(({ id }) => id === ruleId)?.createdAt.getTime() ?? 0)

async function raise(sql: Sql, rules: readonly SweepRule[], causes: Cause[], at: Date): Promise<Told[]> {
  const told: Told[] = []
  const seers = seersOf(sql)
  for (const cause of causes) {
    const rule = rules.find(({ id }) => id === cause.ruleId)
    if (!rule) continue
    const receivers = await receiversOf(seers, rule, cause)
    const id = await insertAlarm(sql, cause, receivers, at)
    if (id) told.push({ id, receivers, ruleId: rule.id })
  }
  return told
}

async function repeat(sql: Sql, ids: readonly string[], at: Date): Promise<Told[]> {
  const told: Told[] = []
  for (const id of ids) {
    const one = await repeatAlarm(sql, id, null, at)
    if (one) told.push(one)
  }
  return told
}

/** Answers, for one sweep, who of these roles may see alarms of these groups; every person is looked up once. */
function seersOf(sql: Sql) {
  const people = new Map<string, Promise<Principal[]>>()
  const withRoles = async (roleKeys: readonly string[]) => {
    const found = await Promise.all((await listUsersOfRoles(sql, roleKeys)).map(principalOf))
    return found.filter((principal) => principal !== null)
  }
  return async (roleKeys: readonly string[], groupIds: readonly string[]): Promise<string[]> => {
    if (roleKeys.length === 0) return []
    const key = roleKeys.join(' ')
    const known = people.get(key) ?? withRoles(roleKeys)
    people.set(key, known)
    return (await known).filter((one) => can(one, 'alarms.read', { groupIds })).map(({ userId }) => userId)
  }
}
type Seers = ReturnType<typeof seersOf>

/** The agent concerned, the people named, and those of the roles who may see alarms of these groups. */
async function receiversOf(seers: Seers, rule: SweepRule, { fact }: Cause): Promise<string[]> {
  const { owner = false, userIds = [], roleKeys = [] } = rule.receivers
  const own = owner && fact.agentId ? [fact.agentId] : []
  return [...new Set([...userIds, ...own, ...(await seers(roleKeys, fact.groupIds))])]
}

async function callOut(
  sql: Sql,
  rules: readonly SweepRule[],
  one: Told & { what: What },
  at: Date,
): Promise<void> {
  const url = rules.find(({ id }) => id === one.ruleId)?.webhookUrl
  if (!url) return
  const alarm = await findAlarm(sql, { userId: one.id, groupIds: null }, one.id)
  if (alarm)
    await insertDelivery(sql, { alarmId: one.id, event: one.what, url, body: { event: one.what, alarm } }, at)
}

/** Carries no facts: whoever hears it asks for the list. */
export function tell({ id, receivers }: Told, what: What | 'acknowledged', at: Date): void {
  if (receivers.length === 0) return
  publishFleeting({
    type: 'alarm',
    agentIds: receivers,
    audience: 'staff',
    at,
    payload: { detail: { id, what } },
  })
}
