import { Prisma, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { MacroInput, SavedViewInput } from '../contract'

const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

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

export function insertMacro(fields: MacroFields) {
  return prisma().macro.create({ data: { id: newId(), ...fields } })
}

/** False when somebody else has changed it since. */
export async function updateMacro(id: string, version: number, fields: MacroFields): Promise<boolean> {
  const { count } = await prisma().macro.updateMany({
    where: { id, version },
    data: { ...fields, version: { increment: 1 } },
  })
  return count === 1
}

export const deleteMacroRow = (id: string) => prisma().macro.deleteMany({ where: { id } })

/** The text of a quick reply; somebody else's own one is none. */
export async function findQuickReplyText(id: string, userId: string): Promise<string | null> {
  const row = await prisma().quickReply.findUnique({ where: { id } })
  return row && (row.scope !== 'own' || row.ownerId === userId) ? row.text : null
}

export function listSavedViewRows(userId: string, screen: string) {
  return prisma().savedView.findMany({
    where: { userId, screen },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
}

/** null: the name is taken. */
export async function insertSavedView(userId: string, input: SavedViewInput, position: number) {
  try {
    return await prisma().savedView.create({
      data: {
        id: newId(),
        userId,
        screen: input.screen,
        name: input.name,
        view: input.view as Prisma.InputJsonObject,
        position,
      },
    })
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

export async function updateSavedView(
  userId: string,
  id: string,
  input: SavedViewInput,
): Promise<'done' | 'taken' | 'missing'> {
  try {
    const { count } = await prisma().savedView.updateMany({
      where: { id, userId },
      data: { name: input.name, view: input.view as Prisma.InputJsonObject },
    })
    return count === 1 ? 'done' : 'missing'
  } catch (error) {
    if (isTaken(error)) return 'taken'
    throw error
  }
}

export const deleteSavedView = async (userId: string, id: string): Promise<boolean> =>
  (await prisma().savedView.deleteMany({ where: { id, userId } })).count === 1

export async function orderSavedViews(userId: string, ids: string[]): Promise<void> {
  await prisma().$transaction(
    ids.map((id, position) => prisma().savedView.updateMany({ where: { id, userId }, data: { position } })),
  )
}
