import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from './generated/client'
import { pool } from './pool'

/** A transaction, or the client itself: what a store function takes. */
export type Db = Prisma.TransactionClient

const shared = globalThis as { switchyardPrisma?: PrismaClient }

/** Prisma over the process's own pool, so that both kinds of SQL share its limits. */
export function prisma(): PrismaClient {
  shared.switchyardPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool()),
    // What it refuses is not repeated in the error, and so not in the log.
    errorFormat: 'minimal',
  })
  return shared.switchyardPrisma
}

/** Runs `work` in one transaction; throwing rolls everything back. */
export function inTransaction<T>(work: (tx: Db) => Promise<T>, timeoutMs = 15_000): Promise<T> {
  return prisma().$transaction(work, { maxWait: 10_000, timeout: timeoutMs })
}

export { Prisma } from './generated/client'
