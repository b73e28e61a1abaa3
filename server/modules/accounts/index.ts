export * from './actions/authenticate'
export { changePassword } from './actions/change-password'
export { findMailServer } from './actions/configure-mail'
export { ensureAgentUser, issueToken } from './actions/ensure-agent-user'
export { foundOrganization } from './actions/found-organization'
export { createToken, revokeToken } from './actions/manage-tokens'
export {
  endSessions,
  nameOrganization,
  setFirstPassword,
  takeOverAccount,
} from './actions/name-organization'
export { setUserDisabled } from './actions/set-user-disabled'
export { type SignInResult, signIn } from './actions/sign-in'
export {
  requireAdministrator,
  retireRole,
  type TransferredUser,
  transferOrganization,
  transferRatingTags,
  transferRole,
  transferUser,
} from './actions/transfer-accounts'
export { type AuditRecord, findAuditEntry, listAudit, noteAudit, recordAudit } from './store/audit'
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
export { clearExpiredAttempts } from './store/sign-in-limits'
