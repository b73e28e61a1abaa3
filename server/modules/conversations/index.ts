export {
  abandon,
  answerConfirmation,
  endByAgent,
  endByCustomer,
  leaveQueue,
} from './actions/end-conversation'
export { inviteRating, rateConversation } from './actions/rate-conversation'
export { type NewMessage, sendMessage } from './actions/send-message'
export { markRead, tellTyping } from './actions/signals-between'
export { appendMessages } from './store/append-messages'
export { applyStep, type Step, type StepColumns } from './store/apply-step'
export { type Brief, findBrief, leaveQueueRows, releaseAssignment } from './store/end-rows'
export * from './store/load-views'
export { findMessage, readMessages } from './store/read-messages'
export { listWrapUps } from './store/wrap-ups'
