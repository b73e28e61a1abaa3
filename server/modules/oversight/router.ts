import { can } from '@/server/access'
import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router, signedInProcedure } from '@/server/platform/trpc/base'
import { acknowledgeAlarm, listAlarms, listOwnAlarms } from './actions/alarms'
import { followUp, listFollowUps } from './actions/follow-up'
import { forceStatus } from './actions/force-status'
import { getRatingTags, restoreRatingTags, saveRatingTags } from './actions/rating-tags'
import {
  createAlarmRule,
  deleteAlarmRule,
  restoreAlarmRule,
  setAlarmRulesEnabled,
  updateAlarmRule,
} from './actions/save-alarm-rule'
import { webhookSecret } from './actions/send-deliveries'
import * as contract from './contract'
import { listRuleChoices, listRules } from './store/alarm-rules'
import { findPauseEffect } from './store/pause-effect'

const reading = protectedProcedure('alarms.read')
const writing = protectedProcedure('alarms.write')
const settings = protectedProcedure('settings.write')

export const oversightRouter = router({
  ownAlarms: signedInProcedure.query(({ ctx }) => listOwnAlarms(ctx.principal)),
  listAlarms: reading
    .input(contract.listAlarmsInput)
    .query(({ ctx, input }) => listAlarms(ctx.principal, input)),
  acknowledgeAlarm: signedInProcedure
    .input(contract.acknowledgeInput)
    .mutation(({ ctx, input }) => acknowledgeAlarm(ctx.principal, input)),
  listAlarmRules: writing.query(() => listRules()),
  alarmRuleChoices: writing.query(async () => ({ ...(await listRuleChoices()), secret: webhookSecret() })),
  createAlarmRule: writing
    .input(contract.createAlarmRuleInput)
    .mutation(({ ctx, input }) => createAlarmRule(ctx.principal, input)),
  updateAlarmRule: writing
    .input(contract.updateAlarmRuleInput)
    .mutation(({ ctx, input }) => updateAlarmRule(ctx.principal, input)),
  deleteAlarmRule: writing
    .input(contract.deleteAlarmRuleInput)
    .mutation(({ ctx, input }) => deleteAlarmRule(ctx.principal, input)),
  setAlarmRulesEnabled: writing
    .input(contract.setAlarmRulesEnabledInput)
    .mutation(({ ctx, input }) => setAlarmRulesEnabled(ctx.principal, input)),
  alarmRuleHistory: writing
    .input(recordIdInput)
    .query(({ input }) => listRecordHistory('alarm_rule', input.id)),
  restoreAlarmRule: writing
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreAlarmRule(ctx.principal, input)),
  listFollowUps: reading
    .input(contract.listFollowUpsInput)
    .query(({ ctx, input }) => listFollowUps(ctx.principal, input)),
  followUp: reading
    .input(contract.followUpInput)
    .mutation(({ ctx, input }) => followUp(ctx.principal, input)),
  ratingTags: signedInProcedure.query(() => getRatingTags()),
  saveRatingTags: settings
    .input(contract.saveRatingTagsInput)
    .mutation(({ ctx, input }) => saveRatingTags(ctx.principal, input)),
  ratingTagsHistory: settings.query(() => listRecordHistory('rating_tags', '1')),
  restoreRatingTags: settings
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreRatingTags(ctx.principal, input)),
  setAgentStatus: protectedProcedure('status.set_other')
    .input(contract.setAgentStatusInput)
    .mutation(({ ctx, input }) => forceStatus(ctx.principal, input)),
  pauseEffect: protectedProcedure('groups.write')
    .input(contract.pauseEffectInput)
    .query(({ ctx, input }) => {
      if (!input.ids.every((id) => can(ctx.principal, 'groups.write', { groupIds: [id] }))) {
        throw new AppError('not_found', 'There is no such group.')
      }
      return findPauseEffect(pool(), input.ids)
    }),
})
