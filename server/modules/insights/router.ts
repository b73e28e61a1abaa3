import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { getResultReport } from './actions/get-result-report'
import { listChoices } from './actions/list-choices'
import { listReportRows } from './actions/list-report-rows'
import { reportInput, rowsInput } from './contract'
import { monitorProcedures } from './monitor-procedures'

export const insightsRouter = router({
  ...monitorProcedures,
  choices: protectedProcedure('reports.read').query(({ ctx }) => listChoices(ctx.principal)),
  report: protectedProcedure('reports.read')
    .input(reportInput)
    .query(({ ctx, input }) => getResultReport(ctx.principal, input)),
  reportRows: protectedProcedure('reports.read')
    .input(rowsInput)
    .query(({ ctx, input }) => listReportRows(ctx.principal, input)),
})
