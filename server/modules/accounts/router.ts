import { z } from 'zod'
import { protectedProcedure, router, signedInProcedure } from '@/server/platform/trpc/base'
import { listRecordHistory } from './actions/before-of'
import { changePassword } from './actions/change-password'
import {
  getMailSettings,
  restoreMailSettings,
  saveMailSettings,
  sendTestMail,
} from './actions/configure-mail'
import { createToken, revokeToken } from './actions/manage-tokens'
import { setUserDisabled } from './actions/set-user-disabled'
import {
  auditListInput,
  changePasswordInput,
  createTokenInput,
  historyEntryInput,
  saveMailInput,
  setLocaleInput,
  testMailInput,
  tokenIdInput,
  userDisabledInput,
} from './contract'
import { listAudit } from './store/audit'
import { listTokens } from './store/tokens'
import { setLocale } from './store/users'

const settings = protectedProcedure('settings.write')

export const accountsRouter = router({
  me: signedInProcedure.query(({ ctx }) => ctx.principal),
  setLocale: signedInProcedure
    .input(setLocaleInput)
    .mutation(({ ctx, input }) => setLocale(ctx.principal.userId, input.locale)),
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.principal, input)),
  listTokens: signedInProcedure.query(({ ctx }) => listTokens(ctx.principal.userId)),
  createToken: signedInProcedure
    .input(createTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx.principal, input)),
  revokeToken: signedInProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => revokeToken(ctx.principal, input.id)),
  setUserDisabled: protectedProcedure('users.write')
    .input(userDisabledInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setUserDisabled(ctx.principal, input.userId, input.disabled)),
  getMailSettings: settings.query(() => getMailSettings()),
  saveMailSettings: settings
    .input(saveMailInput)
    .output(z.void())
    .mutation(({ ctx, input }) => saveMailSettings(ctx.principal, input)),
  mailHistory: settings.query(() => listRecordHistory('settings', 'mail')),
  restoreMailSettings: settings
    .input(historyEntryInput)
    .output(z.void())
    .mutation(({ ctx, input }) => restoreMailSettings(ctx.principal, input)),
  sendTestMail: settings
    .input(testMailInput)
    .output(z.void())
    .mutation(({ ctx, input }) => sendTestMail(ctx.principal, input.to)),
  listAudit: protectedProcedure('audit.read')
    .input(auditListInput)
    .query(({ input }) => listAudit(input)),
})
