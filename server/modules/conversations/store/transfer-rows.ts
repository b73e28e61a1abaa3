import type { Db } from '@/server/platform/db/prisma'
import type { MacroInput } from '../contract'

export function findMacroIn(tx: Db, id: string) {
  const select = { groupId: true, name: true, position: true, steps: true } as const
  return tx.macro.findUnique({ where: { id }, select })
}

export async function putMacroIn(tx: Db, id: string, macro: MacroInput): Promise<void> {
  const { version: _, ...fields } = macro
  await tx.macro.upsert({
    where: { id },
    create: { id, ...fields },
    update: { ...fields, version: { increment: 1 } },
  })
}

export async function deleteMacroIn(tx: Db, id: string): Promise<void> {
  await tx.macro.deleteMany({ where: { id } })
}
