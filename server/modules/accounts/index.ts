export * from './actions/authenticate'
export { findBranding, readLogo } from './actions/branding'
export { changePassword } from './actions/change-password'
export { findMailServer } from './actions/configure-mail'
export { ensureAgentUser, issueToken } from './actions/ensure-agent-user'
export { exportAudit } from './actions/export-audit'
export { foundOrganization } from './actions/found-organization'
export { checkAudit, countOldInAudit, eraseOldFromAudit, startSealing } from './actions/keep-audit'
export { createToken, revokeToken } from './actions/manage-tokens'
export { notificationsOf } from './actions/notification-preferences'
export { setUserDisabled } from './actions/set-user-disabled'
export { type SignInResult, signIn } from './actions/sign-in'
export { type AuditRecord, noteAudit, recordAudit } from './store/audit'
export {
  changeOrganizationSettings,
  lockSetup,
  raiseConfigVersion,
  readOrganizationSettings,
} from './store/organization'
export { hashPassword } from './store/passwords'
export { forgetPrincipals } from './store/principal-cache'
export { listUsersOfRoles, principalOf } from './store/principals'
export { findRatingTags } from './store/rating-tags'
export { findAuditEntry, listAudit } from './store/read-audit'
export { currentSettings } from './store/settings-cache'
export { clearExpiredAttempts } from './store/sign-in-limits'
