import { type Db, prisma } from '@/server/platform/db/prisma'
import type { MacroInput } from '../contract'

/** Macros that this person sees: own ones, those of the groups, those for all. */
export function listMacroRows(userId: string, groupIds: string[] | 'all') {
  return prisma().macro.findMany({
    where: {
      OR: [
        { scope: 'own', ownerId: userId },
        { scope: 'group', ...(groupIds === 'all' ? {} : { groupId: { in: groupIds } }) },
        { scope: 'all' },
      ],
    },
    orderBy: [{ position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    take: 200,
  })
}

export const findMacroRow = (id: string) => prisma().macro.findUnique({ where: { id } })

type MacroFields = Omit<MacroInput, 'version' | 'groupId'> & {
  ownerId: string | null
  groupId: string | null
}

export async function lockMacroRow(tx: Db, id: string) {
  await tx.$queryRaw`select 1 from macros where id = ${id}::uuid for update`
  return tx.macro.findUnique({ where: { id } })
}

export function insertMacro(tx: Db, id: string, fields: MacroFields) {
  return tx.macro.create({ data: { id, ...fields } })
}

export function updateMacro(tx: Db, id: string, fields: MacroFields) {
  return tx.macro.update({ where: { id }, data: { ...fields, version: { increment: 1 } } })
}

export const deleteMacroRow = (tx: Db, id: string) => tx.macro.deleteMany({ where: { id } })
