import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput } from '@/server/modules/accounts/contract'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { callbackAddress } from './actions/addresses'
import { getImAgents, saveImAgents } from './actions/link-agents'
import { getIm, removeIm, requireImChannel, restoreIm, saveIm } from './actions/save-connection'
import { testIm } from './actions/test-connection'
import * as contract from './contract'
import { readHealth } from './store/connections'
import { listImDeliveries, resendIm } from './store/deliveries'

const settings = protectedProcedure('settings.write')

export const imRouter = router({
  get: settings.input(contract.imChannelId).query(async ({ input: { channelId } }) => ({
    connection: await getIm(channelId),
    callback: callbackAddress(channelId),
  })),
  health: settings
    .input(contract.imChannelId)
    .query(async ({ input: { channelId } }) => readHealth((await requireImChannel(channelId)).id)),
  save: settings.input(contract.saveImInput).mutation(({ ctx, input }) => saveIm(ctx.principal, input)),
  remove: settings.input(contract.imVersion).mutation(({ ctx, input }) => removeIm(ctx.principal, input)),
  history: settings
    .input(contract.imChannelId)
    .query(({ input }) => listRecordHistory('im_connection', input.channelId)),
  restore: settings.input(historyEntryInput).mutation(({ ctx, input }) => restoreIm(ctx.principal, input)),
  test: settings.input(contract.testImInput).mutation(({ input }) => testIm(input)),
  agents: settings.input(contract.imChannelId).query(({ input }) => getImAgents(input.channelId)),
  saveAgents: settings
    .input(contract.saveImAgentsInput)
    .mutation(({ ctx, input }) => saveImAgents(ctx.principal, input)),
  deliveries: settings
    .input(contract.listImDeliveriesInput)
    .query(({ input }) => listImDeliveries(pool(), input)),
  resend: settings.input(contract.resendImInput).mutation(async ({ input }) => ({
    count: await resendIm(pool(), input.channelId, input.ids ?? null, now()),
  })),
})
