import { openProcedure, protectedProcedure } from '@/server/platform/trpc/base'
import { createDisplay, listDisplays, revokeDisplay } from './actions/displays'
import { getMonitor, getMonitorDay } from './actions/get-monitor'
import { getMyDay, getMyNow, listMyRows } from './actions/get-my-day'
import { getShownWall, getWall } from './actions/get-wall'
import { listMonitorChoices, listMonitorRows } from './actions/list-monitor-rows'
import * as contract from './contract'

const watching = protectedProcedure('monitor.read')
const receiving = protectedProcedure('agent.receive')

/** The present: live page, wallboard, one's own day. */
export const monitorProcedures = {
  monitor: watching.input(contract.monitorInput).query(({ ctx, input }) => getMonitor(ctx.principal, input)),
  monitorDay: watching
    .input(contract.monitorDayInput)
    .query(({ ctx, input }) => getMonitorDay(ctx.principal, input)),
  monitorRows: watching
    .input(contract.monitorRowsInput)
    .query(({ ctx, input }) => listMonitorRows(ctx.principal, input)),
  monitorChoices: watching.query(({ ctx }) => listMonitorChoices(ctx.principal)),
  wall: watching.input(contract.wallInput).query(({ ctx, input }) => getWall(ctx.principal, input)),
  shownWall: openProcedure
    .input(contract.shownWallInput)
    .query(({ ctx, input }) => getShownWall(input, ctx.address)),
  displays: watching.query(({ ctx }) => listDisplays(ctx.principal)),
  createDisplay: watching
    .input(contract.createDisplayInput)
    .mutation(({ ctx, input }) => createDisplay(ctx.principal, input)),
  revokeDisplay: watching
    .input(contract.displayIdInput)
    .mutation(({ ctx, input }) => revokeDisplay(ctx.principal, input.id)),
  myDay: receiving.query(({ ctx }) => getMyDay(ctx.principal)),
  myNow: receiving.query(({ ctx }) => getMyNow(ctx.principal)),
  myRows: receiving.input(contract.myRowsInput).query(({ ctx, input }) => listMyRows(ctx.principal, input)),
}
