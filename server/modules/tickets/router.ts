import { z } from 'zod'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { changeTicket, changeTickets } from './actions/change-ticket'
import { removeTicket } from './actions/delete-ticket'
import { dialCall, dialCallBack, getProvider } from './actions/dial'
import {
  cancelCallBack,
  createCallBack,
  endCallBack,
  getCallBack,
  listCallBacks,
  suggestTime,
  updateCallBackFields,
} from './actions/keep-call-backs'
import { linkTicket, unlinkTicket, watchTicket } from './actions/link-tickets'
import { openTicket } from './actions/open-ticket'
import { boardFor, draftFrom, getTicket, listFor, ticketChoices } from './actions/read-tickets'
import { writeComment } from './actions/write-comment'
import * as contract from './contract'

const viewing = protectedProcedure('tickets.view')
const editing = protectedProcedure('tickets.edit')
const managing = protectedProcedure('tickets.manage')

export const ticketsRouter = router({
  list: viewing.input(contract.listTicketsInput).query(({ ctx, input }) => listFor(ctx.principal, input)),
  board: viewing.input(contract.boardInput).query(({ ctx, input }) => boardFor(ctx.principal, input)),
  get: viewing.input(contract.ticketIdInput).query(({ ctx, input }) => getTicket(ctx.principal, input.id)),
  choices: viewing.query(() => ticketChoices()),
  watch: viewing.input(contract.watchInput).mutation(({ ctx, input }) => watchTicket(ctx.principal, input)),
  draft: editing
    .input(z.object({ conversationId: z.uuid() }))
    .query(({ ctx, input }) => draftFrom(ctx.principal, input.conversationId)),
  open: editing
    .input(contract.openTicketInput)
    .mutation(({ ctx, input }) => openTicket(ctx.principal, input)),
  change: editing
    .input(contract.changeTicketInput)
    .mutation(({ ctx, input }) => changeTicket(ctx.principal, input)),
  changeMany: editing
    .input(contract.changeTicketsInput)
    .mutation(({ ctx, input }) => changeTickets(ctx.principal, input)),
  comment: editing
    .input(contract.commentInput)
    .mutation(({ ctx, input }) => writeComment(ctx.principal, input)),
  link: editing.input(contract.linkInput).mutation(({ ctx, input }) => linkTicket(ctx.principal, input)),
  unlink: editing
    .input(contract.unlinkInput)
    .mutation(({ ctx, input }) => unlinkTicket(ctx.principal, input)),
  remove: managing
    .input(z.object({ id: z.uuid(), version: z.int() }))
    .mutation(({ ctx, input }) => removeTicket(ctx.principal, input)),
  listCallBacks: viewing
    .input(contract.listCallBacksInput)
    .query(({ ctx, input }) => listCallBacks(ctx.principal, input)),
  getCallBack: viewing
    .input(contract.callBackIdInput)
    .query(({ ctx, input }) => getCallBack(ctx.principal, input.id)),
  suggestTime: editing.input(contract.suggestTimeInput).query(({ input }) => suggestTime(input.groupId)),
  createCallBack: editing
    .input(contract.createCallBackInput)
    .mutation(({ ctx, input }) => createCallBack(ctx.principal, input)),
  updateCallBack: editing
    .input(contract.updateCallBackInput)
    .mutation(({ ctx, input }) => updateCallBackFields(ctx.principal, input)),
  endCallBack: editing
    .input(contract.endCallBackInput)
    .mutation(({ ctx, input }) => endCallBack(ctx.principal, input)),
  dialCallBack: editing
    .input(contract.callBackIdInput)
    .mutation(({ ctx, input }) => dialCallBack(ctx.principal, input.id)),
  dialCall: protectedProcedure('agent.receive')
    .input(z.object({ conversationId: z.uuid(), callId: z.uuid() }))
    .mutation(({ ctx, input }) => dialCall(ctx.principal, input)),
  provider: protectedProcedure('settings.write').query(({ ctx }) => getProvider(ctx.principal)),
  cancelCallBack: editing
    .input(contract.cancelCallBackInput)
    .mutation(({ ctx, input }) => cancelCallBack(ctx.principal, input)),
})
