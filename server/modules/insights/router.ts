import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { getMonitor } from './actions/get-monitor'
import { getResultReport } from './actions/get-result-report'
import { listChoices } from './actions/list-choices'
import { listReportRows } from './actions/list-report-rows'
import { monitorInput, reportInput, rowsInput } from './contract'

export const insightsRouter = router({
  monitor: protectedProcedure('monitor.read')
    .input(monitorInput)
    .query(({ ctx, input }) => getMonitor(ctx.principal, input)),
  choices: protectedProcedure('reports.read').query(({ ctx }) => listChoices(ctx.principal)),
  report: protectedProcedure('reports.read')
    .input(reportInput)
    .query(({ ctx, input }) => getResultReport(ctx.principal, input)),
  reportRows: protectedProcedure('reports.read')
    .input(rowsInput)
    .query(({ ctx, input }) => listReportRows(ctx.principal, input)),
})
