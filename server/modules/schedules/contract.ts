export * from './contract/coverage'
export * from './contract/planning'
