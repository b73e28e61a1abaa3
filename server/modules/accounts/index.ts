export { acceptInvitation, resetPassword } from './actions/accept-invitation'
export * from './actions/authenticate'
export { beforeOf, listRecordHistory } from './actions/before-of'
export { findBranding, readLogo } from './actions/branding'
export { changePassword } from './actions/change-password'
export { findMailServer } from './actions/configure-mail'
export { transferSignIn } from './actions/configure-sign-in'
export { removeSecondStep, signOutEverywhere } from './actions/end-sessions'
export { ensureAgentUser, issueToken } from './actions/ensure-agent-user'
export { exportAudit } from './actions/export-audit'
export { requestPasswordReset } from './actions/forgotten-password'
export { foundOrganization } from './actions/found-organization'
export { inspectPicture } from './actions/inspect-picture'
export {
  checkAudit,
  countOldInAudit,
  eraseOldFromAudit,
  eraseSubjectsFromAudit,
  startSealing,
} from './actions/keep-audit'
export { mailLink } from './actions/mail-link'
export { createToken, revokeToken } from './actions/manage-tokens'
export { endSessions, nameOrganization, takeOverAccount } from './actions/name-organization'
export { notificationsOf } from './actions/notification-preferences'
export { mailNotice, NOTICE_MAIL_TASK, notify, notifyAll } from './actions/notify'
export { makeLink, viewLink, withdrawInvitation } from './actions/one-time-links'
export { setPicture } from './actions/set-picture'
export { type SignInResult, signIn } from './actions/sign-in'
export { signOut } from './actions/sign-out'
export { beginSso, findSsoOffer, finishSso, flowSeconds, type SsoRefusal } from './actions/single-sign-on'
export { tellPeople } from './actions/tell-people'
export {
  retireRole,
  type TransferredUser,
  transferOrganization,
  transferRatingTags,
  transferRole,
  transferUser,
} from './actions/transfer-accounts'
export {
  deleteUser,
  emailTaken,
  hasHistory,
  requireGrants,
  requireOver,
  writeUser,
  writeUserState,
} from './actions/write-user'
export { cookieValue } from './domain/cookie-value'
export { isAdministrator, lackingFor, mayGrant } from './domain/grants'
export { lockAdministrators, requireAdministrator } from './store/administrators'
export { type AuditRecord, noteAudit, recordAudit } from './store/audit'
export {
  changeOrganizationSettings,
  lockSetup,
  raiseConfigVersion,
  readOrganizationSettings,
} from './store/organization'
export { hashPassword } from './store/passwords'
export { findPicture, picturePath } from './store/pictures'
export { forgetPrincipals } from './store/principal-cache'
export { listUsersAllowed, listUsersOfRoles, principalOf } from './store/principals'
export { findRatingTags } from './store/rating-tags'
export { findAuditEntry, listAudit } from './store/read-audit'
export { sessionCookieName } from './store/session-cookie'
export { currentSettings } from './store/settings-cache'
export { clearExpiredAttempts } from './store/sign-in-limits'
export {
  type KnownRole,
  listKnownRoles,
  listStoredUsers,
  listTakenEmails,
  lockUsers,
  type StoredUser,
} from './store/stored-users'
