export { finishAfterWork, sweepAfterWork } from './actions/after-work'
export {
  abandon,
  answerConfirmation,
  endByAgent,
  endByCustomer,
  leaveQueue,
} from './actions/end-conversation'
export { indexEverything, startIndexing } from './actions/index-search'
export {
  changeMacro,
  changeView,
  createMacro,
  deleteMacro,
  dropView,
  getMacro,
  listMacros,
  listSavedViews,
  orderViews,
  saveView,
} from './actions/own-tools'
export { inviteRating, rateConversation } from './actions/rate-conversation'
export { recordCallOutcome, startCall } from './actions/record-call'
export { searchFor, searchKnownCustomers } from './actions/search-for'
export { type NewMessage, sendMessage } from './actions/send-message'
export { setWrapUp } from './actions/set-wrap-up'
export { markRead, tellTyping } from './actions/signals-between'
export { snoozeConversation, wakeSnoozed } from './actions/snooze-conversation'
export { allowedEntry, startSession } from './actions/start-session'
export { filePath, MAX_UPLOAD_BYTES, storeUpload } from './actions/store-upload'
export { tagConversation } from './actions/tag-conversation'
export { endPart, inviteParticipant } from './actions/take-part'
export { startWorkWatch } from './actions/watch-work'
export { fillText } from './domain/macro-text'
export { appendMessages } from './store/append-messages'
export { applyStep, type Step, type StepColumns } from './store/apply-step'
export { claimAttachment, findAttachmentRow } from './store/attachments'
export { findCustomerEntry, saveCustomerEntry } from './store/customers'
export { type Brief, findBrief, leaveQueueRows, releaseAssignment } from './store/end-rows'
export * from './store/load-views'
export { findQuickReplyText } from './store/own-tools'
export {
  findParticipant,
  listAskedParts,
  listParticipants,
  type ParticipantRow,
  partsOf,
} from './store/participants'
export { holdsConversationWith } from './store/read-access'
export { findMessage, readMessages, readSideChat } from './store/read-messages'
export { listFilterChoices } from './store/search-conversations'
export { type CallRow, findCall, listCalls, listSteps, listUsedTags } from './store/side-work'
export { listWrapUps } from './store/wrap-ups'
