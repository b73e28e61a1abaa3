export { ensureCategory } from './actions/ensure-category'
export { type ChannelInput, ensureChannel } from './actions/ensure-channel'
export { setDefaultGroup } from './actions/set-default-group'
export { isOpen, nextOpening } from './domain/service-hours'
