export * from './contract/metrics'
export * from './contract/monitor'
export * from './contract/report'
