import { exportTree } from '@/server/modules/channels'
import { treeInput } from '@/server/modules/channels/contract'
import { AppError } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

const names = { category: 'categories.csv', wrap_up: 'wrap-ups.csv' }

/** GET ?tree=category or wrap_up; all of it, as the import takes it back. */
export function handleTreeCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'channels.read', (_principal, query) => {
    const input = treeInput.safeParse(query)
    if (!input.success) throw new AppError('invalid_input', 'There is no such tree.')
    return csvResponse(exportTree(input.data.tree), names[input.data.tree])
  })
}
