import { type Principal, scopeOf } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { AlarmRuleSettings } from '../contract'
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
