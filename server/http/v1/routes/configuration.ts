import { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { can, type Principal } from '@/server/access'
import { readBytes } from '@/server/http/read-body'
import { applyConfiguration, compareConfiguration, exportConfiguration } from '@/server/modules/setup'
import {
  applyQuery,
  compareQuery,
  exportChoices,
  MAX_FILE_BYTES,
  type RecordChange,
} from '@/server/modules/setup/contract'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { requireStaff } from '../staff-auth'

/** The configuration as a file. The body of a request is the file itself, read only once its sender is known. */
export const configurationRoutes = createApp()

async function requireTransfer(request: Request): Promise<Principal> {
  const principal = await requireStaff(request, 'configuration.transfer')
  if (can(principal, 'configuration.transfer', {})) return principal
  throw new AppError('forbidden', 'You are not allowed to do this.')
}

const onlyTransfer = createMiddleware(async (c, next) => {
  await requireTransfer(c.req.raw)
  await next()
})

async function readFileText(request: Request): Promise<string> {
  const bytes = await readBytes(request, MAX_FILE_BYTES)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('malformed', 'The file is not valid UTF-8.')
  }
}

const change = z.object({
  section: z.string(),
  kind: z.enum(['added', 'changed', 'removed', 'kept']),
  name: z.string(),
  path: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
})
const problem = z.object({ path: z.string(), message: z.string(), code: z.string().optional() })
const comparison = z.object({
  hash: z.string(),
  changes: z.array(change),
  problems: z.array(problem),
  text: z.string(),
})
const applied = z.object({ hash: z.string(), changes: z.array(change) })
const refused = refusals({
  401: 'No valid access token',
  403: 'Not allowed',
  409: 'The configuration was changed since the file was compared',
  413: 'The file is larger than 10 MB',
})
const common = {
  tags: ['Administration'],
  security: staffSecurity,
  middleware: onlyTransfer,
}

configurationRoutes.openapi(
  createRoute({
    ...common,
    method: 'get',
    path: '/admin/configuration',
    summary: 'The whole configuration as a file',
    description: 'YAML or JSON, without secrets and passwords. The same state gives the same file.',
    request: { query: exportChoices },
    responses: {
      200: { content: { 'application/yaml': { schema: z.string() } }, description: 'The file' },
      ...refused,
    },
  }),
  async (c) => {
    const choices = c.req.valid('query')
    const { format } = choices
    const headers = {
      'content-type': `application/${format}; charset=utf-8`,
      'content-disposition': `attachment; filename="switchyard-configuration.${format}"`,
    }
    return new Response(await exportConfiguration(choices), { headers }) as never
  },
)

configurationRoutes.openapi(
  createRoute({
    ...common,
    method: 'post',
    path: '/admin/configuration/compare',
    summary: 'What a file would change, and what would be refused',
    description: 'The body is the file. Nothing is changed. The hash is what applying asks for.',
    request: { query: compareQuery },
    responses: { 200: json(comparison, 'The differences'), ...refused },
  }),
  async (c) => {
    const principal = await requireTransfer(c.req.raw)
    const found = await compareConfiguration(principal, await readFileText(c.req.raw), c.req.valid('query'))
    return c.json(found as Omit<typeof found, 'changes'> & { changes: RecordChange[] }, 200)
  },
)

configurationRoutes.openapi(
  createRoute({
    ...common,
    method: 'post',
    path: '/admin/configuration/apply',
    summary: 'Apply a file, all of it or nothing',
    description: 'The body is the file, the hash that of the comparison: a change in between is a conflict.',
    request: { query: applyQuery },
    responses: { 200: json(applied, 'What was changed'), ...refused },
  }),
  async (c) => {
    const principal = await requireTransfer(c.req.raw)
    return c.json(
      await applyConfiguration(principal, await readFileText(c.req.raw), c.req.valid('query')),
      200,
    )
  },
)
