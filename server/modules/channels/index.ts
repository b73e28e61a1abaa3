export { ensureCategory } from './actions/ensure-category'
export { type ChannelInput, ensureChannel } from './actions/ensure-channel'
export { exportTree } from './actions/export-tree'
export { finishMerges } from './actions/merge-nodes'
export { setDefaultGroup } from './actions/set-default-group'
export {
  retireCalendar,
  retireChannel,
  transferCalendar,
  transferChannel,
} from './actions/transfer-channels'
export { placeNodes, retireNode, transferNode } from './actions/transfer-trees'
export { isOpen, nextOpening } from './domain/service-hours'
export { lockTree } from './store/tree-rows'
