export { finishAfterWork, sweepAfterWork } from './actions/after-work'
export {
  applyEvent,
  applyWithin,
  type Done,
  decideEvent,
  type EventCall,
  type Happening,
  refusal,
  tellDone,
} from './actions/apply-event'
export { answerConfirmation, endByAgent, endByCustomer, leaveQueue } from './actions/end-conversation'
export { exportReplies } from './actions/export-replies'
export { findReadable } from './actions/find-readable'
export { indexEverything, startIndexing } from './actions/index-search'
export { changeMacro, createMacro, deleteMacro, getMacro, listMacros } from './actions/keep-macros'
export { mailReply, queueReplyMails, REPLY_MAIL_TASK, startReplyMails } from './actions/mail-replies'
export { askTranscript, mailTranscript, TRANSCRIPT_MAIL_TASK } from './actions/mail-transcript'
export { keepOriginal, maskWords, maskWritten, showOriginal } from './actions/mask-message'
export { mentionColleagues, unseenMentions } from './actions/mention-colleagues'
export { changeView, dropView, listSavedViews, orderViews, saveView } from './actions/own-tools'
export { inviteRating, rateConversation } from './actions/rate-conversation'
export { recallMessage } from './actions/recall-message'
export { recordCallOutcome, startCall } from './actions/record-call'
export { forgetBlocked, refuseBlocked } from './actions/refuse-blocked'
export { RETENTION_TASK, runRetention, startRetention } from './actions/retention'
export { type OrderSaved, saveOrder, saveOrderWithin } from './actions/save-order'
export { requireKnownCustomer, searchFor, searchKnownCustomers } from './actions/search-for'
export { messageEntry, messagesWaiting, type NewMessage, sendMessage } from './actions/send-message'
export { setContact } from './actions/set-contact'
export { setWrapUp } from './actions/set-wrap-up'
export { markRead, tellTyping } from './actions/signals-between'
export { snoozeConversation, wakeSnoozed } from './actions/snooze-conversation'
export { allowedEntry, startSession } from './actions/start-session'
export { filePath, MAX_UPLOAD_BYTES, removeFiles, storeUpload } from './actions/store-upload'
export { startUploadSweep, sweepUploads } from './actions/sweep-uploads'
export { tagConversation } from './actions/tag-conversation'
export { endPart, inviteParticipant } from './actions/take-part'
export { transferMacro, transferReply } from './actions/transfer-replies'
export { startWorkWatch } from './actions/watch-work'
export type { ConversationEvent } from './domain/conversation-event'
export { type ConversationState, newConversation, type TransitionSettings } from './domain/conversation-state'
export { coverNumber } from './domain/cover-number'
export { carries } from './domain/file-name'
export { dueTimer, nextLook } from './domain/next-look'
export { columnsOf, patchOf } from './domain/state-of-row'
export { type TimerKind, timerKinds, timersFor } from './domain/timers'
export { transition } from './domain/transition'
export { plainSettings, transitionSettings } from './domain/transition-settings'
export { type AppendRow, appendMessages } from './store/append-messages'
export { applyStep, type Step, type StepColumns } from './store/apply-step'
export { type AttachmentRow, claimAttachment, findAttachmentRow, isOnlyInNotes } from './store/attachments'
export { type Colleague, listColleagues } from './store/colleagues'
export {
  erasedMeanwhile,
  holdCustomer,
  holdCustomers,
  type Standing,
  standingNow,
  standingOf,
} from './store/customer-standing'
export { findCustomerEntry, saveCustomerEntry } from './store/customers'
export { type Brief, findBrief, leaveQueueRows, releaseAssignment } from './store/end-rows'
export { type Loaded, lockState, readStates } from './store/load-state'
export * from './store/load-views'
export { listKnownUsers, markMentionsSeen } from './store/mentions'
export { deleteOrder, findOwnOrder, listOrders, listOrdersOf, listOwnOrders } from './store/orders'
export { findQuickReplyText } from './store/own-tools'
export {
  findParticipant,
  listAskedParts,
  listParticipants,
  type ParticipantRow,
  partsOf,
} from './store/participants'
export { findQuotedKind } from './store/quoted'
export { hasOtherConversations, holdsConversationWith, takesPart } from './store/read-access'
export { findMessage, readMessages, readSideChat } from './store/read-messages'
export { eraseContents } from './store/retention'
export { listFilterChoices } from './store/search-conversations'
export { type CallRow, findCall, listCalls, listSteps, listUsedTags } from './store/side-work'
export { healTimers, listLost, lookSoon, setLooks, takeDue } from './store/timers'
export { listWrapUps } from './store/wrap-ups'
export { changedFields, type StepText, writeStep } from './store/write-step'
