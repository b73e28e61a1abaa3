import { Prisma, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { SavedViewInput } from '../contract'

const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

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
