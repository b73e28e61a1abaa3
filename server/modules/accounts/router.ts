import { z } from 'zod'
import { protectedProcedure, router, signedInProcedure } from '@/server/platform/trpc/base'
import { changePassword } from './actions/change-password'
import { getMailSettings, saveMailSettings, sendTestMail } from './actions/configure-mail'
import { checkAudit, eraseFromAudit } from './actions/keep-audit'
import { createToken, revokeToken } from './actions/manage-tokens'
import { getNotifications, setNotifications } from './actions/notification-preferences'
import { uploadLogo } from './actions/set-logo'
import { setUserDisabled } from './actions/set-user-disabled'
import { getSettings, restoreSettings, saveSettings } from './actions/system-settings'
import {
  auditListInput,
  changePasswordInput,
  createTokenInput,
  eraseAuditInput,
  logoInput,
  notificationPreferences,
  restoreSectionInput,
  saveMailInput,
  saveSectionInput,
  sectionInput,
  setLocaleInput,
  testMailInput,
  tokenIdInput,
  userDisabledInput,
} from './contract'
import { listAudit, listAuditFacets } from './store/read-audit'
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
  sendTestMail: settings
    .input(testMailInput)
    .output(z.void())
    .mutation(({ ctx, input }) => sendTestMail(ctx.principal, input.to)),
  getSettings: settings.query(() => getSettings()),
  saveSettings: settings
    .input(saveSectionInput)
    .output(z.void())
    .mutation(({ ctx, input }) => saveSettings(ctx.principal, input)),
  restoreSettings: settings
    .input(restoreSectionInput)
    .output(z.void())
    .mutation(({ ctx, input }) => restoreSettings(ctx.principal, input.entryId)),
  settingsHistory: settings
    .input(sectionInput)
    .query(({ input }) =>
      listAudit({ entity: 'settings', entityId: input.section, page: 1, pageSize: 50, direction: 'desc' }),
    ),
  uploadLogo: settings.input(logoInput).mutation(({ input }) => uploadLogo(input.data)),
  getNotifications: signedInProcedure.query(({ ctx }) => getNotifications(ctx.principal.userId)),
  setNotifications: signedInProcedure
    .input(notificationPreferences)
    .output(z.void())
    .mutation(({ ctx, input }) => setNotifications(ctx.principal.userId, input)),
  listAudit: protectedProcedure('audit.read')
    .input(auditListInput)
    .query(({ input }) => listAudit(input)),
  auditFacets: protectedProcedure('audit.read').query(() => listAuditFacets()),
  checkAudit: protectedProcedure('audit.read').mutation(() => checkAudit()),
  eraseFromAudit: protectedProcedure('audit.erase')
    .input(eraseAuditInput)
    .mutation(({ ctx, input }) => eraseFromAudit(ctx.principal, input.userId)),
})
