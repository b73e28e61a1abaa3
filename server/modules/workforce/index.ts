export { chooseStatus, connectAgent, getStatus, LEASE_MS } from './actions/update-status'
export { startStatusWatch } from './actions/watch-status'
