import type { Principal } from '@/server/access'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError, type FieldError } from '@/server/platform/errors'
import type { CellOperation, CellResult, Segment } from '../contract'
import { planOperations, type StoredEntry } from '../domain/plan-operations'
import { checkSegments, inOrder } from '../domain/segments'
import { listKnownTemplates } from '../store/templates'
import { listTouched, lockRoster, writeEntries } from '../store/write-roster'
import { requireAgents } from './roster-scope'

/**
 * A batch of changes to cells, all or none. What stands elsewhere than the planner saw it refuses the batch and
 * is named by its cell. The answer holds both sides of every change: the way back is the same call with them.
 * @throws {AppError} not_found, invalid_input, conflict
 */
export async function changeRoster(
  principal: Principal,
  { operations }: { operations: CellOperation[] },
): Promise<{ results: CellResult[] }> {
  await requireAgents(
    principal,
    'schedules.write',
    operations.map(({ agentId }) => agentId),
  )
  const { roster } = await readOrganizationSettings(prisma())
  const ordered = operations.map((operation) =>
    operation.kind === 'put' ? { ...operation, segments: inOrder(operation.segments) } : operation,
  )
  requireLengths(
    ordered.map((operation) => (operation.kind === 'put' ? operation.segments : null)),
    roster.longestShiftHours,
    (index) => `operations.${index}.segments`,
  )
  const results = await inTransaction(async (tx) => {
    await lockRoster(tx)
    await requireTemplates(tx, ordered)
    return applyOperations(tx, principal.userId, ordered)
  })
  return { results }
}

/** In a transaction that holds the roster. @throws {AppError} conflict, which names the cells */
export async function applyOperations(
  tx: Db,
  by: string | null,
  operations: readonly CellOperation[],
  known?: readonly StoredEntry[],
): Promise<CellResult[]> {
  const stored =
    known ??
    (await listTouched(
      tx,
      operations.map(({ id }) => id),
      operations.map(({ agentId, day }) => ({ agentId, day })),
    ))
  const planned = planOperations(stored, operations)
  if (planned.kind === 'conflicts')
    throw new AppError('conflict', 'Somebody else changed these days in the meantime. Nothing was changed.', {
      data: { cells: planned.conflicts },
    })
  await writeEntries(tx, planned.writes, by, now())
  return planned.results
}

/** @throws {AppError} invalid_input that names the field of each shift that is too long */
export function requireLengths(
  shifts: readonly (readonly Segment[] | null)[],
  longestHours: number,
  pathOf: (index: number) => string,
): void {
  const fields = shifts.flatMap((segments, index): FieldError[] =>
    checkSegments(segments ?? [{ kind: 'work', from: 0, until: 1 }], longestHours * 60).map(
      ({ path, code }) => ({
        path: [pathOf(index), ...path].filter((part) => part !== '').join('.'),
        message: code === 'shift_too_long' ? `a shift lasts ${longestHours} hours at most` : code,
        code,
      }),
    ),
  )
  if (fields.length > 0)
    throw new AppError('invalid_input', `A shift may last ${longestHours} hours at most.`, { fields })
}

async function requireTemplates(tx: Db, operations: readonly CellOperation[]): Promise<void> {
  const ids = operations.flatMap((operation) =>
    operation.kind === 'put' && operation.templateId ? [operation.templateId] : [],
  )
  const known = await listKnownTemplates(tx, [...new Set(ids)])
  if (ids.some((id) => !known.has(id))) throw new AppError('not_found', 'There is no such shift template.')
}
