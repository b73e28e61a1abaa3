import type { z } from 'zod'
import type { Principal } from '@/server/access'
import {
  changeOrganizationSettings,
  endSessions,
  forgetPrincipals,
  readOrganizationSettings,
  takeOverAccount,
  transferUser,
} from '@/server/modules/accounts'
import { addMember, changeConfiguration, invite, transferAgent } from '@/server/modules/workforce'
import type { MadeLink } from '@/server/modules/workforce/contract'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  type claimInput,
  type firstAgentInput,
  type GuideState,
  type GuideStep,
  guideSteps,
  type leaveGuideInput,
  UNNAMED,
} from '../contract'
import { findGuideFacts, findLatestConversation } from '../store/guide-facts'
import { findPerson, isAddressTaken, unmarkUser } from '../store/guide-rows'
import { readOrganization } from '../store/rows'

/** Served at once by somebody new; the page of limits changes it. */
const FIRST_CAPACITY = 5

/** How far the installation is, read off what stands: nothing is done because somebody said so. */
export async function getGuide(principal: Principal): Promise<GuideState> {
  const [organization, settings, facts] = [
    await readOrganization(prisma()),
    await readOrganizationSettings(prisma()),
    await findGuideFacts(principal.userId),
  ]
  const { group, channel, agents, isAgent, answeredOnce, demo } = facts
  const latest = channel && (await findLatestConversation(channel.id))
  const taken =
    latest?.status === 'queued' ? 'waiting' : latest?.creationType === 'offline' ? 'message' : 'live'
  const isStep = (name: string): name is GuideStep => (guideSteps as readonly string[]).includes(name)
  return {
    ...{ organization, group, channel, agents, isAgent, demo },
    done: {
      organization: organization.name !== UNNAMED,
      group: group !== null,
      channel: channel !== null,
      agent: agents > 0,
      test: answeredOnce,
    },
    test: latest && { customerWrote: latest.customerWrote, answered: latest.answered, taken },
    skipped: settings.guide.skipped.filter(isStep),
    dismissed: settings.guide.dismissed,
  }
}

export async function leaveGuide(guide: z.output<typeof leaveGuideInput>): Promise<void> {
  await inTransaction((tx) => changeOrganizationSettings(tx, { guide }))
}

/**
 * Somebody new who answers, or whoever asks. Who is new chooses the password, by a link that is shown to whoever
 * asked and mailed where mail is set up. @throws {AppError} duplicate, not_found
 */
export async function addFirstAgent(
  principal: Principal,
  { groupId, person }: z.output<typeof firstAgentInput>,
  origin: string | null,
): Promise<{ id: string; link: MadeLink | null }> {
  const id = person ? newId() : principal.userId
  const sent = await changeConfiguration(async (tx, touched) => {
    const name = person ? await addPerson(tx, principal, id, person) : await becomeAgent(tx, principal)
    const known = (await findPerson(tx, id)).agent
    if (!known?.enabled) {
      const after = { publicName: known?.publicName ?? name, capacity: known?.capacity ?? FIRST_CAPACITY }
      const whole = { ...after, languages: known?.languages ?? [], ramp: [], window: null, enabled: true }
      const action = known ? 'updated' : 'created'
      await transferAgent(
        tx,
        { principal, touched },
        { id, label: name, before: known, after: whole, action },
      )
    }
    await addMember(tx, { principal, touched }, { groupId, agentId: id })
    return person ? invite(tx, principal, { id, locale: null, ...person }) : null
  })
  forgetPrincipals()
  return { id, link: sent && (await sent.deliver(origin)) }
}

type Person = NonNullable<z.output<typeof firstAgentInput>['person']>

async function addPerson(tx: Db, principal: Principal, id: string, person: Person): Promise<string> {
  const { name, email } = person
  if (await isAddressTaken(tx, email))
    throw new AppError('duplicate', 'Somebody has this address already.', {
      fields: [{ path: 'person.email', message: 'taken', code: 'email_taken' }],
    })
  const after = { name, email, roles: ['agent'], disabled: false }
  await transferUser(tx, principal, { id, before: null, after, action: 'created' })
  return name
}

async function becomeAgent(tx: Db, principal: Principal): Promise<string> {
  const { agent: _, ...before } = await findPerson(tx, principal.userId)
  if (before.roles.includes('agent')) return before.name
  const after = { ...before, roles: [...before.roles, 'agent'] }
  await transferUser(tx, principal, { id: principal.userId, before, after, action: 'updated' })
  return before.name
}

/** A person of the demo makes the account their own. Every session ends: they sign in again. */
export async function claimAccount(
  principal: Principal,
  account: z.output<typeof claimInput>,
): Promise<{ email: string }> {
  await inTransaction(async (tx) => {
    await takeOverAccount(tx, principal, account)
    await unmarkUser(tx, principal.userId)
  })
  endSessions(principal.userId)
  return { email: account.email }
}
