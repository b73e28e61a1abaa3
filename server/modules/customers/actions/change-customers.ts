import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import { beforeOf, currentSettings, noteAudit } from '@/server/modules/accounts'
import { forgetBlocked } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { type ChangeCustomers, type CustomerInput, customerInput } from '../contract'
import { checkFields } from '../domain/check-fields'
import {
  lockCustomers,
  type ProfileColumns,
  type StoredCustomer,
  writeBlock,
  writeProfile,
} from '../store/customers'
import { missing, requireCustomer } from './read-customers'

type Versioned = { id: string; version: number }

export const profileOf = (row: ProfileColumns): ProfileColumns => ({
  ...{ name: row.name, email: row.email, phone: row.phone, language: row.language },
  ...{ tags: row.tags, vipLevel: row.vipLevel, fields: row.fields },
})

/** @throws {AppError} not_found, conflict */
export async function lockVersion(sql: Sql, wanted: Versioned): Promise<StoredCustomer> {
  const [row] = await lockCustomers(sql, [wanted.id])
  if (!row) throw missing()
  if (row.version === wanted.version) return row
  throw new AppError('conflict', 'Somebody else changed this customer in the meantime.', {
    data: { current: { ...profileOf(row), id: row.id, version: row.version } },
  })
}

type Change = { id: string; label: string; before: object | null; after: object | null }
export const auditCustomer = (sql: Sql, actor: Principal | null, action: string, change: Change) => {
  const { id, label, before, after } = change
  return noteAudit(sql, { actor, action, entity: 'customer', entityId: id, label, before, after })
}

/** @throws {AppError} invalid_input with the path of each field */
export async function checkedProfile(
  customer: CustomerInput,
  stands: StoredCustomer | null,
): Promise<ProfileColumns> {
  const { customers } = await currentSettings()
  const { values, problems } = checkFields(customers.fields, customer.fields, stands?.fields)
  if (problems.length > 0) {
    throw new AppError('invalid_input', 'A field is wrong.', {
      fields: problems.map(({ key, code }) => ({
        ...{ path: `fields.${key}`, message: code, code: `field_value_${code}` },
      })),
    })
  }
  return { ...profileOf({ ...customer, fields: values }) }
}

/** @throws {AppError} not_found, conflict, invalid_input */
export async function updateCustomer(
  principal: Principal,
  { customer, ...wanted }: Versioned & { customer: CustomerInput },
): Promise<void> {
  await requireCustomer(principal, wanted.id, 'customers.edit')
  await inTransaction(async (sql) => {
    const stands = await lockVersion(sql, wanted)
    await write(sql, principal, stands, await checkedProfile(customer, stands), 'updated')
  })
}

async function write(
  sql: Sql,
  principal: Principal,
  stands: StoredCustomer,
  after: ProfileColumns,
  action: string,
): Promise<boolean> {
  const before = profileOf(stands)
  if (isDeepStrictEqual(before, after)) return false
  await writeProfile(sql, stands.id, after)
  await auditCustomer(sql, principal, action, { id: stands.id, label: after.name, before, after })
  return true
}

/** Many at once, all or none. @throws {AppError} not_found, conflict */
export async function changeCustomers(
  principal: Principal,
  { customers, act }: ChangeCustomers,
): Promise<{ changed: number }> {
  for (const { id } of customers) await requireCustomer(principal, id, 'customers.edit')
  return inTransaction(async (sql) => {
    let changed = 0
    for (const wanted of customers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const stands = await lockVersion(sql, wanted)
      const after = { ...profileOf(stands), ...partOf(stands, act) }
      if (await write(sql, principal, stands, after, 'updated')) changed += 1
    }
    return { changed }
  })
}

function partOf(stands: StoredCustomer, act: ChangeCustomers['act']): Partial<ProfileColumns> {
  if (act.kind === 'vip') return { vipLevel: act.level }
  if (act.kind === 'remove_tag') return { tags: stands.tags.filter((tag) => tag !== act.tag) }
  return stands.tags.includes(act.tag) ? {} : { tags: [...stands.tags, act.tag].slice(0, 30) }
}

/** The profile as before an entry of its history. @throws {AppError} not_found, invalid_state */
export async function restoreCustomer(principal: Principal, entryId: string): Promise<{ id: string }> {
  const { id, before } = await beforeOf(entryId, 'customer', customerInput)
  await requireCustomer(principal, id, 'customers.edit')
  await inTransaction(async (sql) => {
    const [stands] = await lockCustomers(sql, [id])
    if (!stands) throw missing()
    await write(sql, principal, stands, profileOf(before), 'restored')
  })
  return { id }
}

/** Nothing of theirs is taken any more, with the words of the settings. @throws {AppError} not_found, conflict */
export async function blockCustomer(
  principal: Principal,
  { reason, ...wanted }: Versioned & { reason: string },
): Promise<void> {
  await setBlock(principal, wanted, reason)
}

export const unblockCustomer = (principal: Principal, wanted: Versioned): Promise<void> =>
  setBlock(principal, wanted, null)

async function setBlock(principal: Principal, wanted: Versioned, reason: string | null): Promise<void> {
  await requireCustomer(principal, wanted.id, 'customers.manage')
  await inTransaction(async (sql) => {
    const stands = await lockVersion(sql, wanted)
    if ((stands.blockedAt !== null) === (reason !== null)) return
    await writeBlock(sql, stands.id, reason === null ? null : { at: now(), by: principal.userId, reason })
    await auditCustomer(sql, principal, reason === null ? 'unblocked' : 'blocked', {
      ...{ id: stands.id, label: stands.name },
      before: stands.blockedReason === null ? null : { blockedReason: stands.blockedReason },
      after: reason === null ? null : { blockedReason: reason },
    })
  })
  forgetBlocked()
}
