import { type RoleKey, roleKeys } from './roles'

/** Who is meant where the access matrices name several roles. */
export type Who = 'anyone' | readonly RoleKey[]
export const signedIn = roleKeys
export const administrator = ['administrator'] as const
export const leads = ['administrator', 'supervisor'] as const
export const planners = ['administrator', 'supervisor', 'manager'] as const
export const agents = ['agent'] as const
export const reportReaders = ['administrator', 'supervisor', 'manager', 'quality_inspector'] as const
export const rosterReaders = ['administrator', 'supervisor', 'manager', 'agent'] as const
export const customerKeepers = ['administrator', 'supervisor', 'agent'] as const
