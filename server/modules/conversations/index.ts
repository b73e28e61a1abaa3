export {
  abandon,
  answerConfirmation,
  endByAgent,
  endByCustomer,
  leaveQueue,
} from './actions/end-conversation'
export { mentionColleagues, unseenMentions } from './actions/mention-colleagues'
export { inviteRating, rateConversation } from './actions/rate-conversation'
export { recallMessage } from './actions/recall-message'
export { type NewMessage, sendMessage } from './actions/send-message'
export { setWrapUp } from './actions/set-wrap-up'
export { markRead, tellTyping } from './actions/signals-between'
export { allowedEntry, startSession } from './actions/start-session'
export { filePath, MAX_UPLOAD_BYTES, storeUpload } from './actions/store-upload'
export { startUploadSweep, sweepUploads } from './actions/sweep-uploads'
export { carries } from './domain/file-name'
export { appendMessages } from './store/append-messages'
export { applyStep, type Step, type StepColumns } from './store/apply-step'
export {
  type AttachmentRow,
  claimAttachment,
  findAttachmentRow,
  isOnlyInNotes,
} from './store/attachments'
export { type Colleague, listColleagues } from './store/colleagues'
export { findCustomerEntry, saveCustomerEntry } from './store/customers'
export { type Brief, findBrief, leaveQueueRows, releaseAssignment } from './store/end-rows'
export * from './store/load-views'
export { listKnownUsers, markMentionsSeen, wasAsked } from './store/mentions'
export { listOrdersOf } from './store/orders'
export { findQuotedKind } from './store/quoted'
export { holdsConversationWith } from './store/read-access'
export { findMessage, readMessages } from './store/read-messages'
export { listWrapUps } from './store/wrap-ups'
