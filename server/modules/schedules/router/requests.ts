import { z } from 'zod'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { getAdherence, getAdherenceDay } from '../actions/adherence'
import { answerSwap, decideSwap } from '../actions/answer-swap'
import { enterLeave, requestLeave, withdrawLeave } from '../actions/ask-leave'
import { cancelLeave, decideLeave } from '../actions/decide-leave'
import { getFeed, makeFeed, revokeFeed } from '../actions/feed'
import { getLeaveEffect } from '../actions/leave-effect'
import { decideMany, getAway, getMyRequests, listLeaveAgents, listRequests } from '../actions/list-requests'
import { getMySchedule } from '../actions/my-schedule'
import { listMateShifts, listSwapMates, offerSwap, withdrawSwap } from '../actions/offer-swap'
import * as contract from '../contract'

const own = protectedProcedure('agent.receive')
const deciding = protectedProcedure('leave.approve')
const reading = protectedProcedure('schedules.read')

export const requestsRouter = router({
  mySchedule: own
    .input(contract.myScheduleInput)
    .query(({ ctx, input }) => getMySchedule(ctx.principal, input)),
  myRequests: own.query(({ ctx }) => getMyRequests(ctx.principal)),
  requestLeave: own
    .input(contract.requestLeaveInput)
    .mutation(({ ctx, input }) => requestLeave(ctx.principal, input)),
  withdrawLeave: own
    .input(contract.requestIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => withdrawLeave(ctx.principal, input)),
  listSwapMates: own.query(({ ctx }) => listSwapMates(ctx.principal)),
  listMateShifts: own
    .input(contract.mateShiftsInput)
    .query(({ ctx, input }) => listMateShifts(ctx.principal, input.agentId)),
  offerSwap: own.input(contract.offerSwapInput).mutation(({ ctx, input }) => offerSwap(ctx.principal, input)),
  withdrawSwap: own
    .input(contract.requestIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => withdrawSwap(ctx.principal, input)),
  answerSwap: own
    .input(contract.answerSwapInput)
    .output(z.void())
    .mutation(({ ctx, input }) => answerSwap(ctx.principal, input)),
  getFeed: own.query(({ ctx }) => getFeed(ctx.principal)),
  makeFeed: own.mutation(({ ctx }) => makeFeed(ctx.principal)),
  revokeFeed: own.output(z.void()).mutation(({ ctx }) => revokeFeed(ctx.principal)),
  listRequests: deciding
    .input(contract.listRequestsInput)
    .query(({ ctx, input }) => listRequests(ctx.principal, input)),
  away: deciding.input(contract.awayInput).query(({ ctx, input }) => getAway(ctx.principal, input)),
  leaveEffect: deciding
    .input(contract.leaveIdInput)
    .query(({ ctx, input }) => getLeaveEffect(ctx.principal, input.id)),
  listLeaveAgents: deciding
    .input(contract.leaveAgentsInput)
    .query(({ ctx, input }) => listLeaveAgents(ctx.principal, input.search)),
  enterLeave: deciding
    .input(contract.enterLeaveInput)
    .mutation(({ ctx, input }) => enterLeave(ctx.principal, input)),
  decideLeave: deciding
    .input(contract.decideInput)
    .output(z.void())
    .mutation(({ ctx, input }) => decideLeave(ctx.principal, input)),
  cancelLeave: deciding
    .input(contract.requestIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelLeave(ctx.principal, input)),
  decideSwap: deciding
    .input(contract.decideInput)
    .output(z.void())
    .mutation(({ ctx, input }) => decideSwap(ctx.principal, input)),
  decideRequests: deciding
    .input(contract.decideManyInput)
    .mutation(({ ctx, input }) => decideMany(ctx.principal, input)),
  adherence: reading
    .input(contract.adherenceInput)
    .query(({ ctx, input }) => getAdherence(ctx.principal, input)),
  adherenceDay: reading
    .input(contract.adherenceDayInput)
    .query(({ ctx, input }) => getAdherenceDay(ctx.principal, input)),
})
