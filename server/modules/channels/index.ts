export { ensureCategory } from './actions/ensure-category'
export { type ChannelInput, ensureChannel } from './actions/ensure-channel'
export { finishMerges } from './actions/merge-nodes'
export { isOpen, nextOpening } from './domain/service-hours'
