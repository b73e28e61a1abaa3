import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput, retentionSettings } from '@/server/modules/accounts/contract'
import { importInput } from '@/server/modules/workforce/contract'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { changeQuickReplies, restoreQuickReply } from './actions/change-quick-replies'
import { importReplies } from './actions/import-replies'
import { getMacro, restoreMacro } from './actions/keep-macros'
import {
  createQuickReply,
  deleteQuickReply,
  replyReader,
  replyUser,
  updateQuickReply,
  writableReplyGroups,
} from './actions/keep-quick-replies'
import { showOriginal } from './actions/mask-message'
import { previewRetention } from './actions/retention'
import * as contract from './contract'
import {
  countUse,
  findQuickReply,
  listQuickReplies,
  listReplyGroups,
  listUsableReplies,
} from './store/quick-replies'

const keeping = protectedProcedure('replies.write')
const answering = protectedProcedure('agent.receive')

/** Few enough to be filtered in the browser while somebody types. */
const MAX_USABLE = 1_000

export const conversationsRouter = router({
  /** A mutation, because each look is on record. */
  showOriginal: protectedProcedure('customers.unmask')
    .input(contract.originalInput)
    .mutation(({ ctx, input }) => showOriginal(ctx.principal, input.messageId)),
  previewRetention: protectedProcedure('settings.write')
    .input(retentionSettings)
    .query(({ input }) => previewRetention(input)),
  listQuickReplies: keeping
    .input(contract.listQuickRepliesInput)
    .query(({ ctx, input }) => listQuickReplies(replyReader(ctx.principal), input)),
  getQuickReply: keeping.input(contract.quickReplyIdInput).query(async ({ ctx, input }) => {
    const reply = await findQuickReply(replyReader(ctx.principal), input.id)
    if (!reply) throw new AppError('not_found', 'There is no such quick reply.')
    return reply
  }),
  listReplyGroups: keeping.query(({ ctx }) => listReplyGroups(writableReplyGroups(ctx.principal))),
  createQuickReply: keeping
    .input(contract.quickReplyInput)
    .mutation(({ ctx, input }) => createQuickReply(ctx.principal, input)),
  updateQuickReply: keeping
    .input(contract.updateQuickReplyInput)
    .mutation(({ ctx, input }) => updateQuickReply(ctx.principal, input)),
  deleteQuickReply: keeping
    .input(contract.deleteQuickReplyInput)
    .mutation(({ ctx, input }) => deleteQuickReply(ctx.principal, input)),
  changeQuickReplies: keeping
    .input(contract.changeQuickRepliesInput)
    .mutation(({ ctx, input }) => changeQuickReplies(ctx.principal, input)),
  quickReplyHistory: keeping.input(recordIdInput).query(async ({ ctx, input }) => {
    if (!(await findQuickReply(replyReader(ctx.principal), input.id)))
      throw new AppError('not_found', 'There is no such quick reply.')
    return listRecordHistory('quick_reply', input.id)
  }),
  restoreQuickReply: keeping
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreQuickReply(ctx.principal, input)),
  macroHistory: keeping.input(recordIdInput).query(async ({ ctx, input }) => {
    await getMacro(ctx.principal, input.id)
    return listRecordHistory('macro', input.id)
  }),
  restoreMacro: keeping
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreMacro(ctx.principal, input)),
  importQuickReplies: keeping
    .input(importInput)
    .mutation(({ ctx, input }) => importReplies(ctx.principal, input)),
  listUsableReplies: answering.query(({ ctx }) => listUsableReplies(replyUser(ctx.principal), MAX_USABLE)),
  countReplyUse: answering
    .input(contract.quickReplyIdInput)
    .mutation(({ ctx, input }) => countUse(replyUser(ctx.principal), input.id)),
})
