export * from './can'
export * from './permissions'
export * from './principal'
export * from './roles'
