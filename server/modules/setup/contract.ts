export * from './contract/change'
export * from './contract/configuration-file'
