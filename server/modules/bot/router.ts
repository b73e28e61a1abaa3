import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { nowMs } from '@/server/platform/clock'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { measureCoverage } from './actions/measure-coverage'
import { getBotDetail, listBotRows, openTry, tryBot } from './actions/read-bots'
import { resolveMisses } from './actions/resolve-misses'
import { restoreBot, rotateBotSecret, saveBot } from './actions/save-bot'
import * as contract from './contract'
import { listMisses } from './store/misses'

const keeping = protectedProcedure('knowledge.manage')
/** Where customers go, and which address hears what they ask. */
const writing = protectedProcedure('channels.write')

export const botRouter = router({
  listBots: keeping.query(() => listBotRows()),
  getBot: keeping.input(contract.channelIdInput).query(({ input }) => getBotDetail(input.channelId)),
  saveBot: writing.input(contract.saveBotInput).mutation(({ ctx, input }) => saveBot(ctx.principal, input)),
  rotateBotSecret: writing
    .input(contract.rotateSecretInput)
    .mutation(({ ctx, input }) => rotateBotSecret(ctx.principal, input)),
  botHistory: writing.input(recordIdInput).query(({ input }) => listRecordHistory('bot', input.id)),
  restoreBot: writing.input(historyEntryInput).mutation(({ ctx, input }) => restoreBot(ctx.principal, input)),
  /** Both change nothing; mutations so that words stand in no address. */
  openTry: keeping.input(contract.openBotInput).mutation(({ input }) => openTry(input)),
  tryBot: keeping.input(contract.tryBotInput).mutation(({ input }) => tryBot(input)),
  misses: keeping
    .input(contract.listMissesInput)
    .query(({ input }) => listMisses(input, new Date(nowMs() - input.days * 86_400_000))),
  resolveMisses: keeping
    .input(contract.resolveMissesInput)
    .mutation(({ ctx, input }) => resolveMisses(ctx.principal, input)),
  coverage: keeping.input(contract.coverageInput).query(({ input }) => measureCoverage(input)),
})
