import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

/** Shift templates and rotations: only the form of the file stands above them. */
type Template = { name: string; code: string; color: string; segments: object[]; disabled: boolean }

export async function putTemplate(tx: Db, id: string, template: Template): Promise<void> {
  const { disabled, ...fields } = template
  const disabledAt = disabled ? now() : null
  const position = (await tx.shiftTemplate.aggregate({ _max: { position: true } }))._max.position ?? -1
  await tx.shiftTemplate.upsert({
    where: { id },
    create: { id, ...fields, disabledAt, position: position + 1 },
    update: { ...fields, disabledAt, version: { increment: 1 } },
  })
}

type Rotation = { name: string; days: (string | null)[]; disabled: boolean }

export async function putRotation(tx: Db, id: string, { name, days, disabled }: Rotation): Promise<void> {
  const fields = { name, days, disabledAt: disabled ? now() : null }
  await tx.rotation.upsert({
    where: { id },
    create: { id, ...fields },
    update: { ...fields, version: { increment: 1 } },
  })
}

type Member = { agentId: string; startsOn: string; untilOn: string | null; offsetDays: number }

/** All of them anew, as the page of rotations does. */
export async function putRotationMembers(tx: Db, id: string, members: readonly Member[]): Promise<void> {
  await tx.rotationMember.deleteMany({ where: { rotationId: id } })
  await tx.rotationMember.createMany({
    data: members.map(({ agentId, startsOn, untilOn, offsetDays }) => ({
      ...{ id: newId(), rotationId: id, agentId, offsetDays },
      ...{ startsOn: new Date(startsOn), untilOn: untilOn && new Date(untilOn) },
    })),
  })
}

type Target = { weekday: number; slot: number; agents: number }

export async function putTargets(tx: Db, groupId: string, targets: readonly Target[]): Promise<void> {
  await tx.coverageTarget.deleteMany({ where: { groupId } })
  await tx.coverageTarget.createMany({ data: targets.map((target) => ({ groupId, ...target })) })
}

/** Deleted where no plan names it, else disabled; which of the two. */
export async function retireTemplate(tx: Db, id: string): Promise<'deleted' | 'applied'> {
  const rotations = await tx.rotation.findMany({ select: { days: true } })
  const named = rotations.some(({ days }) => (days as (string | null)[]).includes(id))
  if (named || (await tx.rosterEntry.count({ where: { templateId: id } })) > 0) {
    await tx.shiftTemplate.update({ where: { id }, data: { disabledAt: now() } })
    return 'applied'
  }
  await tx.shiftTemplate.delete({ where: { id } })
  return 'deleted'
}

export async function retireRotation(tx: Db, id: string): Promise<'deleted' | 'applied'> {
  if ((await tx.rotationMember.count({ where: { rotationId: id } })) > 0) {
    await tx.rotation.update({ where: { id }, data: { disabledAt: now() } })
    return 'applied'
  }
  await tx.rotation.delete({ where: { id } })
  return 'deleted'
}

export async function placeTemplates(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update shift_templates t set position = coalesce(o.place - 1, t.position + ${ids.length})
    from shift_templates s left join unnest(${[...ids]}::uuid[]) with ordinality as o(id, place) on o.id = s.id
    where s.id = t.id`
}
