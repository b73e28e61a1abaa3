export { chooseInQueue } from './actions/choose-in-queue'
export { customerPresent, startPresence } from './actions/customer-presence'
export { requestDrain, startDraining } from './actions/drain-queues'
export { ensureRule } from './actions/ensure-rule'
export { giveByHand, type HandGift } from './actions/give-by-hand'
export { handOverAll } from './actions/hand-over'
export { type OpenInput, openConversation } from './actions/open-conversation'
export { openWithBot } from './actions/open-with-bot'
export { previewDispatch } from './actions/preview-dispatch'
export { estimateAt, markQueueChanged, queueViews, startQueuePlaces } from './actions/queue-places'
export { requestHuman } from './actions/request-human'
export { disablePeople, enablePeople, sweepRetired } from './actions/retire-agents'
export { returnConversation } from './actions/return-conversation'
export { type MacroRunResult, runMacro } from './actions/run-macro'
export { startConversation } from './actions/start-conversation'
export { moveInQueue, reassign, takeOver } from './actions/supervise-conversation'
export { startTimers, sweepTimers } from './actions/sweep-timers'
export { transferConversation } from './actions/transfer-conversation'
export { placeRules, retireRule, transferRule } from './actions/transfer-rules'
export { explainDecision } from './domain/explain'
export { countNow } from './store/count-now'
export { listGroupTargets, listReceivers, type TransferTarget } from './store/find-receiver'
export {
  type CategoryConfig,
  type ChannelConfig,
  type Configuration,
  loadConfiguration,
} from './store/load-configuration'
export { type DecisionRecord, listDecisions } from './store/read-decisions'
