import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import {
  createWebhook,
  deleteWebhook,
  restoreWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './actions/save-webhook'
import * as contract from './contract'
import { listDeliveries, replayDeliveries } from './store/deliveries'
import { listEndpoints } from './store/endpoints'

const settings = protectedProcedure('settings.write')

export const integrationsRouter = router({
  webhooks: settings.query(() => listEndpoints(now())),
  createWebhook: settings
    .input(contract.webhookSettings)
    .mutation(({ ctx, input }) => createWebhook(ctx.principal, input)),
  updateWebhook: settings
    .input(contract.updateWebhookInput)
    .mutation(({ ctx, input }) => updateWebhook(ctx.principal, input)),
  deleteWebhook: settings
    .input(contract.webhookVersion)
    .mutation(({ ctx, input }) => deleteWebhook(ctx.principal, input)),
  rotateWebhookSecret: settings
    .input(contract.webhookVersion)
    .mutation(({ ctx, input }) => rotateWebhookSecret(ctx.principal, input)),
  webhookHistory: settings.input(recordIdInput).query(({ input }) => listRecordHistory('webhook', input.id)),
  restoreWebhook: settings
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreWebhook(ctx.principal, input)),
  webhookDeliveries: settings
    .input(contract.listDeliveriesInput)
    .query(({ input }) => listDeliveries(pool(), input)),
  replayDeliveries: settings.input(contract.replayInput).mutation(async ({ input }) => ({
    replayed: await replayDeliveries(pool(), input.id, input.deliveryIds ?? null, now()),
  })),
})
