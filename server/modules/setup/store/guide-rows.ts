import type { Db } from '@/server/platform/db/prisma'

export async function findPerson(tx: Db, id: string) {
  const row = await tx.user.findUniqueOrThrow({
    where: { id },
    select: { email: true, name: true, roles: { select: { role: { select: { key: true } } } }, agent: true },
  })
  return {
    ...{ email: row.email, name: row.name, disabled: false },
    roles: row.roles.map(({ role }) => role.key),
    agent: row.agent,
  }
}

export async function isAddressTaken(tx: Db, email: string): Promise<boolean> {
  return (await tx.user.count({ where: { email } })) > 0
}

/** The user is no person of the demo any more. */
export async function unmarkUser(tx: Db, id: string): Promise<void> {
  await tx.demoRecord.deleteMany({ where: { kind: 'users', id } })
}
