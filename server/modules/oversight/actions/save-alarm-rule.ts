import { type Principal, scopeOf } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type AlarmRuleSettings, alarmRuleSettings } from '../contract'
import { deleteRule, insertRule, lockRule, settingsOf, updateRule } from '../store/alarm-rules'

/** Rules tell people of all groups, so they take the widest scope. */
function requireAll(principal: Principal): void {
  if (scopeOf(principal, 'alarms.write') !== 'all') {
    throw new AppError('forbidden', 'You may not change alarm rules.')
  }
}

const auditOf = (principal: Principal, id: string, rule: AlarmRuleSettings) => ({
  actor: { userId: principal.userId, name: principal.name },
  entity: 'alarm_rule',
  entityId: id,
  label: rule.name || rule.kind,
})

async function lockedRule(tx: Db, id: string, version: number) {
  const row = await lockRule(tx, id)
  if (!row) throw new AppError('not_found', 'There is no such rule.')
  if (row.version !== version) {
    throw new AppError('conflict', 'Somebody else changed this rule in the meantime.', {
      data: { current: { ...settingsOf(row), id, version: row.version } },
    })
  }
  return row
}

export async function createAlarmRule(
  principal: Principal,
  rule: AlarmRuleSettings,
): Promise<{ id: string }> {
  requireAll(principal)
  const id = newId()
  await inTransaction(async (tx) => {
    await insertRule(tx, id, rule, now())
    await recordAudit(tx, { ...auditOf(principal, id, rule), action: 'created', after: rule })
  })
  return { id }
}

/** @throws {AppError} not_found, conflict with the rule as it stands */
export async function updateAlarmRule(
  principal: Principal,
  { id, version, rule }: { id: string; version: number; rule: AlarmRuleSettings },
): Promise<void> {
  requireAll(principal)
  await inTransaction(async (tx) => {
    const before = settingsOf(await lockedRule(tx, id, version))
    if (JSON.stringify(before) === JSON.stringify(rule)) return
    await updateRule(tx, id, rule)
    await recordAudit(tx, { ...auditOf(principal, id, rule), action: 'updated', before, after: rule })
  })
}

/** Its alarms stay in the list; open ones are resolved by the next look. */
export async function deleteAlarmRule(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  requireAll(principal)
  await inTransaction(async (tx) => {
    const before = settingsOf(await lockedRule(tx, id, version))
    await deleteRule(tx, id)
    await recordAudit(tx, { ...auditOf(principal, id, before), action: 'deleted', before })
  })
}

/** As before an entry of the log; what was deleted is made again under its old id. @throws {AppError} not_found */
export async function restoreAlarmRule(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  requireAll(principal)
  const { id, before: rule } = await beforeOf(entryId, 'alarm_rule', alarmRuleSettings)
  await inTransaction(async (tx) => {
    const row = await lockRule(tx, id)
    if (row) await updateRule(tx, id, rule)
    else await insertRule(tx, id, rule, now())
    const before = row && settingsOf(row)
    await recordAudit(tx, { ...auditOf(principal, id, rule), action: 'restored', before, after: rule })
  })
  return { id }
}

/** Switches many on or off, all or none; what is so already is left alone. @throws {AppError} not_found, conflict */
export async function setAlarmRulesEnabled(
  principal: Principal,
  { rules, enabled }: { rules: { id: string; version: number }[]; enabled: boolean },
): Promise<{ changed: number }> {
  requireAll(principal)
  return inTransaction(async (tx) => {
    let changed = 0
    for (const { id, version } of rules.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const before = settingsOf(await lockedRule(tx, id, version))
      if (before.enabled === enabled) continue
      const after = { ...before, enabled }
      await updateRule(tx, id, after)
      const action = enabled ? 'enabled' : 'disabled'
      await recordAudit(tx, { ...auditOf(principal, id, after), action, before, after })
      changed += 1
    }
    return { changed }
  })
}
