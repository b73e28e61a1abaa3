import { AppError } from '@/server/platform/errors'
import { fault } from '../domain/check-group'

/** Two who take the same name at once both pass the check; the index refuses the second. */
export function asDuplicate(error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code !== 'P2002' && code !== '23505') throw error
  const taken = fault('name', 'name_taken')
  throw new AppError('duplicate', taken.message, { fields: [taken], cause: error })
}
