export * from './contract/change'
export * from './contract/configuration-file'
export * from './contract/demo'
export * from './contract/guide'
