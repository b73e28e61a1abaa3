import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import {
  changeApiKey,
  createApiKey,
  deleteApiKey,
  restoreApiKey,
  revokeApiKey,
  rotateApiKey,
} from './actions/save-api-key'
import {
  createWebhook,
  deleteWebhook,
  restoreWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './actions/save-webhook'
import * as contract from './contract'
import { listApiKeys } from './store/api-keys'
import { listDeliveries, replayDeliveries } from './store/deliveries'
import { listEndpoints } from './store/endpoints'

const settings = protectedProcedure('settings.write')

export const integrationsRouter = router({
  apiKeys: settings.query(() => listApiKeys(now())),
  createApiKey: settings
    .input(contract.apiKeySettings)
    .mutation(({ ctx, input }) => createApiKey(ctx.principal, input)),
  changeApiKey: settings
    .input(contract.updateApiKeyInput)
    .mutation(({ ctx, input }) => changeApiKey(ctx.principal, input)),
  rotateApiKey: settings
    .input(contract.rotateApiKeyInput)
    .mutation(({ ctx, input }) => rotateApiKey(ctx.principal, input)),
  revokeApiKey: settings
    .input(contract.apiKeyVersion)
    .mutation(({ ctx, input }) => revokeApiKey(ctx.principal, input)),
  deleteApiKey: settings
    .input(contract.apiKeyVersion)
    .mutation(({ ctx, input }) => deleteApiKey(ctx.principal, input)),
  apiKeyHistory: settings.input(recordIdInput).query(({ input }) => listRecordHistory('api_key', input.id)),
  restoreApiKey: settings
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreApiKey(ctx.principal, input)),
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
