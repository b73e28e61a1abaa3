export { isFileAddress } from './actions/addresses'
export { receiveCallback } from './actions/receive-callback'
export { startIm } from './actions/watch-im'
