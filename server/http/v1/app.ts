import { randomBytes } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { notFound, problemResponse } from '@/server/http/problem'
import { readText } from '@/server/http/read-body'
import { AppError } from '@/server/platform/errors'
import { requireStorable } from '@/server/platform/storable'
import { createApp, withRoute, withSurvivor } from './base'
import { completed } from './description'
import { docsPage, docsPolicy } from './docs-page'
import { parseJson } from './parse-input'
import { adminRoutes } from './routes/admin'
import { agentRoutes } from './routes/agent'
import { choiceRoutes } from './routes/agent-choices'
import { handRoutes } from './routes/agent-hand'
import { readingRoutes } from './routes/agent-reading'
import { statusRoutes } from './routes/agent-status'
import { callRoutes } from './routes/calls'
import { configurationRoutes } from './routes/configuration'
import { conversationRoutes } from './routes/conversation'
import { customerRoutes } from './routes/customer'
import { ownRoutes } from './routes/customer-own'
import { dispatchRoutes } from './routes/dispatch'
import { fileRoutes } from './routes/files'
import { groupQueueRoutes } from './routes/group-queue'
import { imRoutes } from './routes/im'
import { orderRoutes } from './routes/orders'
import { oversightRoutes } from './routes/oversight'
import { ownToolRoutes } from './routes/own-tools'
import { productRoutes } from './routes/products'
import { pushRoutes } from './routes/push'
import { recordRoutes } from './routes/record'
import { reportRoutes } from './routes/reports'
import { supervisionRoutes } from './routes/supervision'
import { systemRoutes } from './routes/system'
import { ticketRoutes } from './routes/tickets'
import { transcriptRoutes } from './routes/transcripts'
import { workActRoutes } from './routes/work-acts'
import { workReadingRoutes } from './routes/work-reading'
import { writingRoutes } from './routes/writing'

export const API_PATH = '/api/v1'

const STAFF_PATHS = ['agent', 'dispatch', 'admin'].map((name) => `${API_PATH}/${name}`)

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Switchyard API',
    version: '1',
    description:
      'Customers talk with a session token, agents and administrators with a personal access token, other systems with a key of the organisation. Errors are RFC 9457 problem details with a stable code.',
  },
  servers: [{ url: API_PATH }],
}

function routes() {
  const v1 = createApp()
  for (const routes of [
    customerRoutes,
    conversationRoutes,
    ownRoutes,
    agentRoutes,
    readingRoutes,
    handRoutes,
    statusRoutes,
    choiceRoutes,
    supervisionRoutes,
    dispatchRoutes,
    fileRoutes,
    writingRoutes,
    adminRoutes,
    orderRoutes,
    productRoutes,
    imRoutes,
    groupQueueRoutes,
    oversightRoutes,
    recordRoutes,
    transcriptRoutes,
    pushRoutes,
    reportRoutes,
    workActRoutes,
    workReadingRoutes,
    ownToolRoutes,
    ticketRoutes,
    callRoutes,
    configurationRoutes,
    systemRoutes,
  ])
    v1.route('/', routes)
  v1.openAPIRegistry.registerComponent('securitySchemes', 'customer', {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of POST /customers/sessions',
  })
  v1.openAPIRegistry.registerComponent('securitySchemes', 'staff', {
    type: 'http',
    scheme: 'bearer',
    description: 'Personal access token (`swy_pat_…`), or key of another system (`swy_key_…`)',
  })
  v1.get('/openapi.json', (c) => c.json(completed(v1.getOpenAPI31Document(description))))
  v1.get('/docs', (c) => {
    const nonce = randomBytes(16).toString('base64')
    c.header('content-security-policy', docsPolicy(nonce))
    return c.html(docsPage(`${API_PATH}/openapi.json`, nonce))
  })
  return v1
}

function build() {
  const app = createApp()
  app.onError((error, c) => problemResponse(ofRouter(error), c.req.path))
  app.notFound((c) => problemResponse(notFound(), c.req.path))
  app.use('*', withRoute)
  // Customers' calls carry a token and no cookie, so any page may make them; the staff's may not be.
  app.use('*', async (c, next) => {
    if (STAFF_PATHS.some((path) => c.req.path.startsWith(path))) return next()
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, content-type, last-event-id',
      'access-control-allow-methods': 'GET, POST, PUT, OPTIONS',
      'access-control-expose-headers': 'retry-after',
      'access-control-max-age': '600',
    }
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  })
  app.use('*', withSurvivor)
  app.use('*', async (c, next) => {
    const { method } = c.req
    requireStorable(c.req.query())
    if (method !== 'GET' && method !== 'HEAD' && !isFile(c.req.path)) {
      // Read once here, with a limit and as strict UTF-8; what follows finds it as the body.
      c.req.bodyCache.text = Promise.resolve(
        parsed(await readText(c.req.raw, limitOf(c.req.path))),
      ) as unknown as string
    }
    await next()
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  app.route(API_PATH, routes())
  return app
}

/** What the router itself refuses, before any schema is asked. */
function ofRouter(error: unknown): unknown {
  if (!(error instanceof HTTPException) || error.status >= 500) return error
  if (error.status === 415) return new AppError('unsupported_media_type', 'Send JSON as application/json.')
  return new AppError('malformed', 'The request is not valid JSON.')
}

/** Five hundred orders are more than any message. */
const limitOf = (path: string): number | undefined =>
  path === `${API_PATH}/admin/orders` || path === `${API_PATH}/admin/products` ? 2 * 1024 * 1024 : undefined

/** The body is a file, which its route reads once it knows from whom it comes. */
const isFile = (path: string): boolean =>
  path.endsWith('/attachments') || path.startsWith(`${API_PATH}/admin/configuration/`)

/** An empty body stays empty; anything else must be JSON. */
function parsed(text: string): string {
  if (text !== '') parseJson(text)
  return text
}

let app: ReturnType<typeof build> | undefined

/** The public REST API: the same handler in the entry and under `app/api`. */
export async function handleV1(request: Request): Promise<Response> {
  app ??= build()
  return app.fetch(request)
}

export type EndpointInput = {
  method: string
  path: string
  params: z.ZodType | null
  query: z.ZodType | null
  body: z.ZodType | null
}

/** What each endpoint takes, for the tests that call them all. */
export function endpointInputs(): EndpointInput[] {
  return routes().openAPIRegistry.definitions.flatMap((one) => {
    if (one.type !== 'route') return []
    const { method, path, request = {} } = one.route
    const content = request.body?.content['application/json']
    const body = content && 'schema' in content ? content.schema : null
    const schema = (given: unknown) => (given instanceof z.ZodType ? given : null)
    const { params, query } = request
    return [
      {
        method: method.toUpperCase(),
        path,
        ...{ params: schema(params), query: schema(query) },
        body: schema(body),
      },
    ]
  })
}

/** "METHOD /path" of everything that the description names, for the test that holds it against the matrix. */
export function describedEndpoints(): string[] {
  const document = routes().getOpenAPI31Document(description)
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  )
}
