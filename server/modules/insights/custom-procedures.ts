import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput } from '@/server/modules/accounts/contract'
import { protectedProcedure } from '@/server/platform/trpc/base'
import { findProgress } from './actions/export-progress'
import { getCustomReport } from './actions/get-custom-report'
import {
  createCustom,
  customHistory,
  deleteCustom,
  getCustom,
  listCustom,
  restoreCustom,
  updateCustom,
} from './actions/save-custom'
import {
  createSchedule,
  deleteSchedule,
  listRuns,
  listSchedules,
  pauseSchedules,
  restoreSchedule,
  sendScheduleNow,
  updateSchedule,
} from './actions/save-schedule'
import * as contract from './contract'

const reading = protectedProcedure('reports.read')
const scheduling = protectedProcedure('reports.schedule')

export const customProcedures = {
  exportProgress: protectedProcedure('conversations.export')
    .input(contract.exportProgressInput)
    .query(({ ctx, input }) => findProgress(ctx.principal.userId, input.id)),
  customReport: reading
    .input(contract.customReportInput)
    .query(({ ctx, input }) => getCustomReport(ctx.principal, input)),
  listCustom: reading.query(({ ctx }) => listCustom(ctx.principal)),
  getCustom: reading
    .input(contract.customIdInput)
    .query(({ ctx, input }) => getCustom(ctx.principal, input.id)),
  createCustom: reading
    .input(contract.createCustomInput)
    .mutation(({ ctx, input }) => createCustom(ctx.principal, input)),
  updateCustom: reading
    .input(contract.updateCustomInput)
    .mutation(({ ctx, input }) => updateCustom(ctx.principal, input)),
  deleteCustom: reading
    .input(contract.deleteCustomInput)
    .mutation(({ ctx, input }) => deleteCustom(ctx.principal, input)),
  customHistory: reading
    .input(contract.customIdInput)
    .query(({ ctx, input }) => customHistory(ctx.principal, input.id)),
  restoreCustom: reading
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreCustom(ctx.principal, input)),
}

export const scheduleProcedures = {
  listSchedules: scheduling.query(() => listSchedules()),
  listRuns: scheduling.input(contract.scheduleIdInput).query(({ input }) => listRuns(input)),
  createSchedule: scheduling
    .input(contract.createScheduleInput)
    .mutation(({ ctx, input }) => createSchedule(ctx.principal, input)),
  updateSchedule: scheduling
    .input(contract.updateScheduleInput)
    .mutation(({ ctx, input }) => updateSchedule(ctx.principal, input)),
  deleteSchedule: scheduling
    .input(contract.deleteScheduleInput)
    .mutation(({ ctx, input }) => deleteSchedule(ctx.principal, input)),
  pauseSchedules: scheduling
    .input(contract.pauseSchedulesInput)
    .mutation(({ ctx, input }) => pauseSchedules(ctx.principal, input)),
  sendScheduleNow: scheduling
    .input(contract.scheduleIdInput)
    .mutation(({ ctx, input }) => sendScheduleNow(ctx.principal, input)),
  scheduleHistory: scheduling
    .input(contract.scheduleIdInput)
    .query(({ input }) => listRecordHistory('report_schedule', input.id)),
  restoreSchedule: scheduling
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreSchedule(ctx.principal, input)),
}
