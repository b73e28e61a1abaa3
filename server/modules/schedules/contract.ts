export * from './contract/coverage'
export * from './contract/planning'
export * from './contract/requests'
export * from './contract/transfer'
