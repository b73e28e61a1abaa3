import { z } from 'zod'

export * from './contract/planning'
export * from './contract/requests'
