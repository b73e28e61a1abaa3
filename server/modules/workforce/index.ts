export { changeConfiguration, type Touched } from './actions/change-configuration'
export { exportGroups } from './actions/export-groups'
export { createGroup, updateGroup } from './actions/save-group'
export { refreshSortKeys } from './store/agents'
