export { readMetrics } from './actions/gauges'
export { readHealth } from './actions/read-health'
export { startProcessReports } from './actions/report-process'
