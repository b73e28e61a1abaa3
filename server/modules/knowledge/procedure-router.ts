import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { importProcedures } from './actions/exchange-procedures'
import {
  changeProcedures,
  createProcedure,
  restoreProcedure,
  restoreProcedureVersion,
  updateProcedure,
} from './actions/keep-procedures'
import { listUsable, offerProcedures } from './actions/offer-procedures'
import { startRun, stopRun, walkRun } from './actions/run-procedure'
import * as contract from './contract'
import {
  findProcedure,
  listProcedureNames,
  listProcedures,
  listProcedureVersions,
  toProcedureRow,
} from './store/procedures'

const keeping = protectedProcedure('knowledge.manage')
const reading = protectedProcedure('conversations.read')

async function getProcedure(id: string): Promise<contract.ProcedureView> {
  const procedure = await findProcedure(id)
  if (!procedure) throw new AppError('not_found', 'There is no such procedure.')
  return procedure
}

export const procedureRouter = router({
  list: keeping.input(contract.listProceduresInput).query(async ({ input }) => {
    const { rows, total } = await listProcedures(input)
    return { rows: rows.map(toProcedureRow), total }
  }),
  names: keeping.query(() => listProcedureNames()),
  get: keeping.input(contract.procedureIdInput).query(({ input }) => getProcedure(input.id)),
  create: keeping
    .input(contract.procedureInput)
    .mutation(({ ctx, input }) => createProcedure(ctx.principal, input)),
  update: keeping
    .input(contract.updateProcedureInput)
    .mutation(({ ctx, input }) => updateProcedure(ctx.principal, input)),
  change: keeping
    .input(contract.changeProceduresInput)
    .mutation(({ ctx, input }) => changeProcedures(ctx.principal, input)),
  versions: keeping.input(contract.procedureIdInput).query(({ input }) => listProcedureVersions(input.id)),
  restoreVersion: keeping
    .input(contract.restoreProcedureVersionInput)
    .mutation(({ ctx, input }) => restoreProcedureVersion(ctx.principal, input)),
  history: keeping.input(recordIdInput).query(({ input }) => listRecordHistory('procedure', input.id)),
  restore: keeping
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreProcedure(ctx.principal, input)),
  import: keeping
    .input(contract.importProceduresInput)
    .mutation(({ ctx, input }) => importProcedures(ctx.principal, input)),
  usable: reading.query(() => listUsable()),
  offer: reading
    .input(contract.offerInput)
    .query(({ ctx, input }) => offerProcedures(ctx.principal, input.conversationId)),
  start: reading.input(contract.startRunInput).mutation(({ ctx, input }) => startRun(ctx.principal, input)),
  walk: reading.input(contract.walkRunInput).mutation(({ ctx, input }) => walkRun(ctx.principal, input)),
  stop: reading.input(contract.runInput).mutation(({ ctx, input }) => stopRun(ctx.principal, input)),
})
