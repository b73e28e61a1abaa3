import { literal } from '@/server/platform/db/literal'
import type { Sql } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { ListRotations, RotationRow, RotationSettings, RotationView } from '../contract'
import { dayNumber } from '../domain/days'

const isoOf = (date: Date) => date.toISOString().slice(0, 10)
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)

export async function pageRotations(
  sql: Sql,
  input: ListRotations,
): Promise<{ rows: RotationRow[]; total: number }> {
  const order = { name: 'lower(r.name)', days: 'jsonb_array_length(r.days)', members: 'members' }[input.sort]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const { rows } = await sql.query<RotationRow & { total: number }>(
    `select r.id, r.name, r.days, r.version, r.disabled_at is not null as disabled,
       (select count(*)::int from rotation_members m where m.rotation_id = r.id) as members,
       (count(*) over ())::int as total
     from rotations r where ($1::text is null or r.name ilike $1)
       and ($2::boolean is null or (r.disabled_at is not null) = $2)
     order by ${order} ${direction}, r.id limit $3 offset $4`,
    [
      input.search ? `%${input.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null,
      input.state ? input.state === 'disabled' : null,
      input.pageSize,
      (input.page - 1) * input.pageSize,
    ],
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function lockRotations(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rotations', 0))`
}

export async function findRotation(id: string, tx: Db = prisma()): Promise<RotationView | null> {
  const row = await tx.rotation.findUnique({
    where: { id },
    include: {
      members: {
        include: { agent: { select: { user: { select: { name: true } } } } },
        orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
      },
    },
  })
  if (!row) return null
  return {
    ...{ id: row.id, name: row.name, days: row.days as (string | null)[] },
    ...{ disabled: row.disabledAt !== null, version: row.version },
    members: row.members.map((member) => ({
      ...{ agentId: member.agentId, name: member.agent.user.name, offsetDays: member.offsetDays },
      ...{ startsOn: isoOf(member.startsOn), untilOn: member.untilOn && isoOf(member.untilOn) },
    })),
  }
}

export async function findRotationByName(tx: Db, name: string): Promise<string | null> {
  const row = await tx.rotation.findFirst({
    where: { name: { equals: literal(name), mode: 'insensitive' } },
    select: { id: true },
  })
  return row?.id ?? null
}

export async function putRotation(
  tx: Db,
  id: string,
  { name, days, members }: RotationSettings,
  disabledAt: Date | null,
): Promise<void> {
  await tx.rotation.upsert({
    where: { id },
    create: { id, name, days, disabledAt },
    update: { name, days, disabledAt, version: { increment: 1 } },
  })
  await tx.rotationMember.deleteMany({ where: { rotationId: id } })
  await tx.rotationMember.createMany({
    data: members.map(({ agentId, startsOn, untilOn, offsetDays }) => ({
      ...{ id: newId(), rotationId: id, agentId, offsetDays },
      ...{ startsOn: dateOf(startsOn), untilOn: untilOn === null ? null : dateOf(untilOn) },
    })),
  })
}

export async function deleteRotation(tx: Db, id: string): Promise<void> {
  await tx.rotation.delete({ where: { id } })
}

/** Where these agents stand in which cycles; a rotation that is named counts alone. Disabled ones fill nothing. */
export async function listRotationPlaces(tx: Db, agentIds: readonly string[], rotationId: string | null) {
  const rows = await tx.rotationMember.findMany({
    where: {
      agentId: { in: [...agentIds] },
      rotation: { disabledAt: null, ...(rotationId && { id: rotationId }) },
    },
    include: { rotation: { select: { days: true } } },
    orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    ...{ agentId: row.agentId, days: row.rotation.days as (string | null)[], offsetDays: row.offsetDays },
    startsOn: dayNumber(isoOf(row.startsOn)),
    untilOn: row.untilOn && dayNumber(isoOf(row.untilOn)),
  }))
}
