export * from './contract/planning'
export * from './contract/requests'
