export { applyConfiguration, compareConfiguration } from './actions/apply-configuration'
export { exportConfiguration } from './actions/export-configuration'
export { addFirstAgent, claimAccount, getGuide } from './actions/guide'
export { getDemo, REMOVE_DEMO_TASK, removeDemo, startDemoRemoval } from './actions/remove-demo'
