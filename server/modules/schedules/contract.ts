import { z } from 'zod'

export * from './contract/planning'
