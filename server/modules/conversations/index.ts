export {
  abandon,
  answerConfirmation,
  endByAgent,
  endByCustomer,
  leaveQueue,
} from './actions/end-conversation'
export { inviteRating, rateConversation } from './actions/rate-conversation'
export { type NewMessage, sendMessage } from './actions/send-message'
export { setWrapUp } from './actions/set-wrap-up'
export { markRead, tellTyping } from './actions/signals-between'
export { allowedEntry, startSession } from './actions/start-session'
export { filePath, MAX_UPLOAD_BYTES, storeUpload } from './actions/store-upload'
export { appendMessages } from './store/append-messages'
export { applyStep, type Step, type StepColumns } from './store/apply-step'
export { claimAttachment, findAttachmentRow } from './store/attachments'
export { findCustomerEntry, saveCustomerEntry } from './store/customers'
export { type Brief, findBrief, leaveQueueRows, releaseAssignment } from './store/end-rows'
export * from './store/load-views'
export { holdsConversationWith, takesPart } from './store/read-access'
export { findMessage, readMessages } from './store/read-messages'
export { listWrapUps } from './store/wrap-ups'
