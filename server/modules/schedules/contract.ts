export * from './contract/planning'
