export { exportCsv } from './actions/export-csv'
export { getMonitor } from './actions/get-monitor'
export { getResultReport } from './actions/get-result-report'
export { listReportRows } from './actions/list-report-rows'
