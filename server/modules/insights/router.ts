import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { getResultReport } from './actions/get-result-report'
import { getTimeline } from './actions/get-timeline'
import { listChoices } from './actions/list-choices'
import { listRatings } from './actions/list-ratings'
import { listReportRows } from './actions/list-report-rows'
import { ratingsInput, reportInput, rowsInput, timelineInput } from './contract'
import { customProcedures, scheduleProcedures } from './custom-procedures'
import { monitorProcedures } from './monitor-procedures'

export const insightsRouter = router({
  ...monitorProcedures,
  ...customProcedures,
  ...scheduleProcedures,
  choices: protectedProcedure('reports.read').query(({ ctx }) => listChoices(ctx.principal)),
  report: protectedProcedure('reports.read')
    .input(reportInput)
    .query(({ ctx, input }) => getResultReport(ctx.principal, input)),
  reportRows: protectedProcedure('reports.read')
    .input(rowsInput)
    .query(({ ctx, input }) => listReportRows(ctx.principal, input)),
  ratings: protectedProcedure('reports.read')
    .input(ratingsInput)
    .query(({ ctx, input }) => listRatings(ctx.principal, input)),
  timeline: protectedProcedure('reports.read')
    .input(timelineInput)
    .query(({ ctx, input }) => getTimeline(ctx.principal, input)),
})
