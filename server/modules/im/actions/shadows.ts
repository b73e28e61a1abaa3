import { createHash, randomBytes } from 'node:crypto'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Connection } from '../store/connections'
import { findImCustomer, type ImCustomer, noteShadowMade, planShadow } from '../store/people'
import { callbackAddress } from './addresses'
import { createRobot, type Outcome } from './im-client'
import { openSecret, sealSecret } from './secrets'

export type Shadow = { id: string; secret: string }
export type NotMade = Exclude<Outcome, { kind: 'sent' }>

/** Short, and the same whoever asks. */
const shadowIdOf = (customer: ImCustomer) =>
  `swy_${createHash('sha256').update(customer.id).digest('hex').slice(0, 24)}`

/**
 * The account that stands for this customer towards all agents inside the IM. Its id and secret are settled and
 * stored before the IM is asked, so that a lost answer, a second process or a repeat makes the same account.
 */
export async function shadowOf(connection: Connection, imCustomerId: string): Promise<Shadow | NotMade> {
  const sql = pool()
  let customer = await findImCustomer(sql, imCustomerId)
  if (!customer) return { kind: 'refused', error: 'the customer is gone' }
  if (!customer.shadowId) {
    const secret = sealSecret('shadow', customer.id, randomBytes(24).toString('base64url'))
    await planShadow(sql, customer.id, { shadowId: shadowIdOf(customer), secret })
    customer = (await findImCustomer(sql, imCustomerId)) ?? customer
  }
  const { shadowId, shadowSecret } = customer
  if (!shadowId || !shadowSecret) return { kind: 'refused', error: 'the customer is gone' }
  const secret = openSecret('shadow', customer.id, shadowSecret)
  if (customer.shadowMadeAt) return { id: shadowId, secret }
  const made = await make(connection, customer, { id: shadowId, secret })
  if (made.kind !== 'sent') return made
  await noteShadowMade(sql, customer.id, now())
  return { id: shadowId, secret }
}

async function make(connection: Connection, customer: ImCustomer, shadow: Shadow): Promise<Outcome> {
  const { channelId, settings, adminSecret } = connection
  if (!adminSecret) return { kind: 'refused', error: 'there is no admin secret' }
  return createRobot({
    adminUrl: settings.adminUrl || settings.serverUrl,
    adminSecret: openSecret('admin', channelId, adminSecret),
    ...{ userId: shadow.id, secret: shadow.secret },
    displayName: customer.imUserId,
    owner: settings.owner || settings.robotId,
    callback: callbackAddress(channelId),
  })
}
