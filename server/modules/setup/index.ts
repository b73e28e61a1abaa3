export { applyConfiguration, compareConfiguration } from './actions/apply-configuration'
export { exportConfiguration } from './actions/export-configuration'
