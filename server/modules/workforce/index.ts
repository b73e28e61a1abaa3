export { type AgentInput, ensureAgent } from './actions/ensure-agent'
export { ensureGroup } from './actions/ensure-group'
export { chooseStatus, connectAgent, getStatus, LEASE_MS } from './actions/update-status'
export { startStatusWatch } from './actions/watch-status'
