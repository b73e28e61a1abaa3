import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { PersonSettings, PersonSnapshot } from '../contract'

/** Ids of those who have one of these addresses. */
export async function mapPeopleByEmail(tx: Db, emails: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; email: string }[]>`
    select id, email from users where email = any(${[...emails]}::text[])`
  return new Map(rows.map((row) => [row.email, row.id]))
}

export type NewPerson = { settings: PersonSettings; roleIds: string[]; snapshot: PersonSnapshot }

const CHUNK = 1_000

/** New people, a thousand at a time, each with an entry in the audit log; the ids of the agents among them. */
export async function insertPeople(
  tx: Db,
  actor: Principal,
  people: readonly NewPerson[],
): Promise<string[]> {
  const agentIds: string[] = []
  for (let at = 0; at < people.length; at += CHUNK) {
    const chunk = people.slice(at, at + CHUNK).map((person) => ({ id: newId(), ...person }))
    await insertUsers(tx, chunk)
    agentIds.push(...(await insertAgents(tx, chunk)))
    for (const { id, settings, snapshot } of chunk)
      await recordAudit(tx, {
        ...{ actor, action: 'created', entity: 'user', entityId: id, label: settings.user.name },
        ...{ before: null, after: snapshot },
      })
  }
  return agentIds
}

type Made = NewPerson & { id: string }

async function insertUsers(tx: Db, chunk: readonly Made[]): Promise<void> {
  await tx.user.createMany({
    data: chunk.map(({ id, settings: { user } }) => ({
      ...{ id, name: user.name, email: user.email, locale: user.locale },
    })),
  })
  await tx.userRole.createMany({
    data: chunk.flatMap(({ id, roleIds }) => roleIds.map((roleId) => ({ userId: id, roleId }))),
  })
}

async function insertAgents(tx: Db, chunk: readonly Made[]): Promise<string[]> {
  const agents = chunk.flatMap(({ id, settings: { agent } }) => (agent ? [{ id, agent }] : []))
  await tx.agent.createMany({
    data: agents.map(({ id, agent: { publicName, languages, capacity } }) => {
      return { id, publicName, languages, capacity, guard: capacity }
    }),
  })
  await tx.groupMember.createMany({
    data: agents.flatMap(({ id, agent }) => agent.groups.map((group) => ({ agentId: id, ...group }))),
  })
  return agents.map(({ id }) => id)
}
