import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  type changeProceduresInput,
  type ProcedureAct,
  type ProcedureInput,
  procedureInput,
} from '../contract'
import { crossingProblems, jumpsOf } from '../domain/procedure-graph'
import {
  findProcedureVersion,
  insertProcedure,
  lockProcedures,
  procedureName,
  raiseProcedureGeneration,
  removeProcedure,
  type StoredProcedure,
  writeProcedureDisabled,
  writeProcedureDraft,
  writeProcedurePublication,
} from '../store/procedures'

type Versioned = { id: string; version: number }
type All = Map<string, StoredProcedure>

export function asNameTaken(error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code !== 'P2002' && code !== '23505') throw error
  throw new AppError('duplicate', 'Another procedure has this name.', {
    fields: [{ path: 'names.en', message: 'already taken', code: 'procedure_name_taken' }],
    cause: error,
  })
}

/** @throws {AppError} duplicate */
export async function createProcedure(actor: Principal, draft: ProcedureInput): Promise<{ id: string }> {
  const id = newId()
  await inTransaction(async (tx) => {
    await lockProcedures(tx)
    await insertProcedure(tx, id, draft)
    await auditProcedure(tx, actor, 'created', { id, before: null, after: draft })
  }).catch(asNameTaken)
  return { id }
}

/** Changes the draft; what is published stays. @throws {AppError} not_found, conflict, duplicate */
export async function updateProcedure(
  actor: Principal,
  { procedure, ...wanted }: Versioned & { procedure: ProcedureInput },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = requireVersion(await lockProcedures(tx), wanted)
    await writeProcedureDraft(tx, before.id, procedure)
    await auditProcedure(tx, actor, 'updated', { id: before.id, before: before.draft, after: procedure })
  }).catch(asNameTaken)
}

/** Many at once, all or none. @throws {AppError} not_found, conflict, invalid_input, in_use */
export async function changeProcedures(
  actor: Principal,
  { procedures, act }: z.output<typeof changeProceduresInput>,
): Promise<{ changed: number }> {
  return inTransaction(async (tx) => {
    const all = await lockProcedures(tx)
    const chosen = procedures.map((wanted) => requireVersion(all, wanted))
    const toChange = chosen.filter((one) => changes(one, act))
    // First what all of them become, so that two that lead to each other can be published together.
    for (const one of toChange) all.set(one.id, after(one, act))
    for (const { id } of toChange) requireJumps(all, id, act)
    for (const one of toChange) await writeAct(tx, actor, one, act)
    if (toChange.length > 0) await raiseProcedureGeneration(tx)
    return { changed: toChange.length }
  })
}

function changes({ draft, published, disabled }: StoredProcedure, act: ProcedureAct): boolean {
  if (act === 'publish') return !published || !same(published, draft)
  if (act === 'delete') return true
  return disabled !== (act === 'disable')
}

function after(one: StoredProcedure, act: ProcedureAct): StoredProcedure {
  if (act === 'publish') return { ...one, published: one.draft }
  if (act === 'delete') return { ...one, published: null }
  return { ...one, disabled: act === 'disable' }
}

const usable = ({ published, disabled }: StoredProcedure) => (disabled ? null : published)

/** Every jump between procedures in use arrives, and none leads round for ever. */
export function requireJumps(all: All, id: string, act: ProcedureAct): void {
  const one = all.get(id)
  const body = one && usable(one)
  if (one && body) {
    const others = new Map(
      [...all].flatMap(([key, other]) => (usable(other) ? [[key, usable(other)?.steps ?? []]] : [])),
    )
    const problems = crossingProblems([id, body.steps], others)
    if (problems.length === 0) return
    throw new AppError(
      'invalid_input',
      problems.map(({ key, code }) => `${one.name}, step ${key}: ${WHY[code]}`).join(' '),
      {
        fields: problems.map(({ step, key, code }) => ({ path: `steps.${step}`, message: key, code })),
      },
    )
  }
  if (act === 'publish') return
  const users = [...all.values()].filter(
    (other) => other.id !== id && jumpsOf(usable(other)?.steps ?? []).includes(id),
  )
  if (users.length === 0) return
  const names = users.map(({ name }) => name)
  throw new AppError('in_use', `Other procedures lead to it: ${names.join(', ')}.`, { data: { names } })
}

const WHY: Record<string, string> = {
  procedure_missing: 'it leads to a procedure that is not published.',
  endless: 'it leads round in a circle in which nothing is asked or checked.',
}

async function writeAct(tx: Db, actor: Principal, one: StoredProcedure, act: ProcedureAct): Promise<void> {
  const { id, draft } = one
  if (act === 'publish') return publishProcedure(tx, actor, one)
  if (act === 'delete') {
    await removeProcedure(tx, id)
    return auditProcedure(tx, actor, 'deleted', { id, before: draft, after: null })
  }
  await writeProcedureDisabled(tx, id, act === 'disable' ? now() : null)
  return auditProcedure(tx, actor, act === 'disable' ? 'disabled' : 'enabled', {
    id,
    before: draft,
    after: draft,
  })
}

/** The caller has looked at its jumps, and raises the generation. */
export async function publishProcedure(tx: Db, actor: Principal, one: StoredProcedure): Promise<void> {
  const { id, draft, published, publishedVersion } = one
  const number = publishedVersion + 1
  await writeProcedurePublication(tx, { id, body: draft, number, by: actor.userId, at: now() })
  await auditProcedure(tx, actor, 'published', { id, before: published, after: draft })
}

/** An earlier publication becomes the draft. @throws {AppError} not_found, conflict, duplicate */
export async function restoreProcedureVersion(
  actor: Principal,
  { number, ...wanted }: Versioned & { number: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = requireVersion(await lockProcedures(tx), wanted)
    const draft = await findProcedureVersion(tx, before.id, number)
    if (!draft) throw new AppError('not_found', 'There is no such version.')
    await writeProcedureDraft(tx, before.id, draft)
    await auditProcedure(tx, actor, 'restored', { id: before.id, before: before.draft, after: draft })
  }).catch(asNameTaken)
}

/** The draft as before an entry of the log; what was deleted comes back under its old id. */
export async function restoreProcedure(
  actor: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, before: wanted } = await beforeOf(entryId, 'procedure', procedureInput)
  await inTransaction(async (tx) => {
    const stands = (await lockProcedures(tx)).get(id)
    if (stands) await writeProcedureDraft(tx, id, wanted)
    else await insertProcedure(tx, id, wanted)
    await auditProcedure(tx, actor, 'restored', { id, before: stands?.draft ?? null, after: wanted })
  }).catch(asNameTaken)
  return { id }
}

function requireVersion(all: All, { id, version }: Versioned): StoredProcedure {
  const procedure = all.get(id)
  if (!procedure) throw new AppError('not_found', 'There is no such procedure.')
  if (procedure.version === version) return procedure
  throw new AppError('conflict', 'Somebody else changed this procedure in the meantime.', {
    data: { current: { ...procedure.draft, id, version: procedure.version } },
  })
}

const same = (a: ProcedureInput, b: ProcedureInput): boolean => JSON.stringify(a) === JSON.stringify(b)

type Change = { id: string; before: ProcedureInput | null; after: ProcedureInput | null }

export async function auditProcedure(
  tx: Db,
  actor: Principal,
  action: string,
  { id, before, after: stands }: Change,
): Promise<void> {
  const named = stands ?? before
  await recordAudit(tx, {
    ...{ actor, action, entity: 'procedure', entityId: id, before, after: stands },
    label: named ? procedureName(named) : '',
  })
}
