import { z } from 'zod'
import {
  enteringProcedure,
  openProcedure,
  protectedProcedure,
  router,
  signedInProcedure,
} from '@/server/platform/trpc/base'
import { acceptInvitation, resetPassword } from './actions/accept-invitation'
import { listRecordHistory } from './actions/before-of'
import { changePassword } from './actions/change-password'
import {
  getMailSettings,
  restoreMailSettings,
  saveMailSettings,
  sendTestMail,
} from './actions/configure-mail'
import { signOutEverywhere } from './actions/end-sessions'
import { requestPasswordReset } from './actions/forgotten-password'
import { checkAudit, eraseFromAudit } from './actions/keep-audit'
import { createToken, revokeToken } from './actions/manage-tokens'
import { getNotifications, setNotifications } from './actions/notification-preferences'
import { viewLink } from './actions/one-time-links'
import { uploadLogo } from './actions/set-logo'
import { getSettings, restoreSettings, saveSettings } from './actions/system-settings'
import {
  acceptInvitationInput,
  auditListInput,
  changePasswordInput,
  createTokenInput,
  eraseAuditInput,
  forgotPasswordInput,
  historyEntryInput,
  linkInput,
  logoInput,
  markNoticesInput,
  notificationPreferences,
  resetPasswordInput,
  restoreSectionInput,
  saveMailInput,
  saveSectionInput,
  sectionInput,
  setLocaleInput,
  testMailInput,
  tokenIdInput,
} from './contract'
import { roleProcedures } from './role-procedures'
import { signInProcedures } from './sign-in-procedures'
import { listNotices, markNoticesSeen } from './store/notices'
import { listAudit, listAuditFacets } from './store/read-audit'
import { listTokens } from './store/tokens'
import { setLocale } from './store/users'

const settings = protectedProcedure('settings.write')

export const accountsRouter = router({
  ...roleProcedures,
  ...signInProcedures,
  me: enteringProcedure.query(({ ctx }) => ctx.principal),
  setLocale: enteringProcedure
    .input(setLocaleInput)
    .mutation(({ ctx, input }) => setLocale(ctx.principal.userId, input.locale)),
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.principal, input)),
  listNotices: signedInProcedure.query(({ ctx }) => listNotices(ctx.principal.userId)),
  markNotices: signedInProcedure
    .input(markNoticesInput)
    .output(z.void())
    .mutation(({ ctx, input }) => markNoticesSeen(ctx.principal.userId, input.ids ?? null)),
  listTokens: signedInProcedure.query(({ ctx }) => listTokens(ctx.principal.userId)),
  createToken: signedInProcedure
    .input(createTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx.principal, input)),
  revokeToken: signedInProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => revokeToken(ctx.principal, input.id)),
  signOutEverywhere: signedInProcedure
    .output(z.void())
    .mutation(({ ctx }) => signOutEverywhere(ctx.principal, ctx.principal.userId)),
  findLink: openProcedure.input(linkInput).query(({ input }) => viewLink(input.token, input.purpose)),
  acceptInvitation: openProcedure
    .input(acceptInvitationInput)
    .mutation(({ input }) => acceptInvitation(input)),
  resetPassword: openProcedure.input(resetPasswordInput).mutation(({ input }) => resetPassword(input)),
  forgotPassword: openProcedure
    .input(forgotPasswordInput)
    .output(z.void())
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset(input.email, ctx.address ?? 'unknown')
    }),
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
