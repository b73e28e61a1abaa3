import type { Principal } from '@/server/access'
import { findReadable } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import type { Offer, OfferedProcedure } from '../contract'
import { fittingProcedures } from '../domain/fitting-procedures'
import { engineOf, type SearchEngine } from '../domain/search-engine'
import { readCategoryLine, readCustomerWords } from '../store/procedure-facts'
import {
  listUsableProcedures,
  type PublishedProcedure,
  readProcedureGeneration,
} from '../store/procedure-runs'
import { mayRun } from './run-procedure'
import { viewRuns } from './view-runs'

type Index = { generation: number; procedures: PublishedProcedure[]; engine: SearchEngine }
const held = () => singleton<{ index: Index | null }>('procedure-index', () => ({ index: null }))

async function currentProcedures(): Promise<Index> {
  const state = held()
  const generation = await readProcedureGeneration()
  if (state.index?.generation === generation) return state.index
  const procedures = await listUsableProcedures()
  const engine = engineOf({ documents: procedures.map(toDocument) })
  state.index = { generation, procedures, engine }
  return state.index
}

const present = (texts: { en: string; zh: string }) => [texts.en, texts.zh].filter((text) => text !== '')

const toDocument = ({ id, body }: PublishedProcedure) => ({
  id,
  titles: present(body.names),
  questions: [],
  keywords: body.keywords,
  bodies: body.steps.flatMap(({ texts }) => present(texts)),
})

/** What fits this conversation, what runs in it, and what was done before. @throws {AppError} not_found */
export async function offerProcedures(principal: Principal, conversationId: string): Promise<Offer> {
  const row = await findReadable(conversationId, principal)
  if (!row) throw new AppError('not_found', 'There is no such conversation.')
  const [index, runs, line, words] = await Promise.all([
    currentProcedures(),
    viewRuns(conversationId),
    readCategoryLine(pool(), row.categoryId),
    readCustomerWords(pool(), conversationId),
  ])
  const fitting = fittingProcedures({
    procedures: index.procedures.map(({ id, body }) => ({ id, categoryIds: body.categoryIds })),
    line,
    found: words === '' ? [] : index.engine.ask({ text: words }).found,
  })
  const byId = new Map(index.procedures.map((one) => [one.id, one]))
  const offered = fitting.flatMap(({ id, reason }): OfferedProcedure[] => {
    const one = byId.get(id)
    return one ? [{ id, reason, names: one.body.names, stepCount: one.body.steps.length }] : []
  })
  return { offered, runs, mayRun: row.endedAt === null && mayRun(principal, row) }
}

/** For choosing by hand: all that can be used. */
export async function listUsable(): Promise<OfferedProcedure[]> {
  const { procedures } = await currentProcedures()
  return procedures.map(({ id, body }) => ({
    ...{ id, names: body.names, stepCount: body.steps.length, reason: 'words' },
  }))
}
