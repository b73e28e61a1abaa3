export { applyRamps, startRampWatch } from './actions/apply-ramps'
export { changeConfiguration, type Touched } from './actions/change-configuration'
export { type AgentInput, ensureAgent } from './actions/ensure-agent'
export { ensureGroup } from './actions/ensure-group'
export { exportGroups } from './actions/export-groups'
export { exportPeople } from './actions/export-people'
export { getStatusHistory } from './actions/get-status-history'
export { invite } from './actions/invite'
export { type PlannedSpan, refreshRosters, replaceShifts } from './actions/replace-shifts'
export { setPeopleDisabled } from './actions/retire-person'
export { createGroup, updateGroup } from './actions/save-group'
export { setQueue } from './actions/set-queue'
export { addMember, retireGroup, transferGroup } from './actions/transfer-groups'
export {
  placeBusyReasons,
  retireBusyReason,
  type TransferredAgent,
  transferAgent,
  transferBusyReason,
} from './actions/transfer-people'
export { chooseStatus, connectAgent, getStatus, LEASE_MS, retireStatus } from './actions/update-status'
export { startStatusWatch, sweepStatuses } from './actions/watch-status'
export type { KnownGroup } from './domain/check-group'
export { lockAgents, refreshSortKeys } from './store/agents'
export { listRecordedSpans, listRosterRecord, type RosterRecord } from './store/presence-record'
