import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { isNetwork } from './networks'

/**
 * The only reader of `process.env` in the product. Values are checked when they are first asked for, so
 * that a build needs none of them; a wrong one names its variable and says what is accepted.
 *
 * HOST is 127.0.0.1 unless told otherwise: the first start loads a demo organisation whose passwords are
 * printed, and that must never be reachable from a network by default.
 */
const absoluteUrl = (protocols: string[], accepted: string) =>
  z.string().refine((value) => {
    const url = tryUrl(value)
    return url !== null && protocols.includes(url.protocol)
  }, accepted)

const secret = z.string().min(32, 'a random text of at least 32 characters').optional()

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a whole number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65535, 'a whole number from 1 to 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'an address or host name of this machine, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), 'a folder')
    .default('./data'),
  DATABASE_URL: absoluteUrl(
    ['postgres:', 'postgresql:'],
    'a PostgreSQL address, such as postgresql://user:password@host:5432/switchyard',
  ).optional(),
  REDIS_URL: absoluteUrl(
    ['redis:', 'rediss:'],
    'a Redis or Valkey address, such as redis://host:6379',
  ).optional(),
  PUBLIC_URL: absoluteUrl(
    ['http:', 'https:'],
    'the address browsers use, such as https://chat.example.com',
  ).optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  DEMO: z
    .enum(['0', '1'], { error: '1 (load the demo organisation on the very first start) or 0' })
    .default('1'),
  WEBHOOK_PRIVATE: z
    .enum(['0', '1'], { error: '1 (webhooks may call addresses inside this network) or 0' })
    .default('0'),
  SLOW_QUERY_MS: z
    .string()
    .regex(/^\d{1,6}$/, 'milliseconds, from 0 to 999999')
    .transform(Number)
    .default(200),
  METRICS_TOKEN: z.string().min(16, 'a random text of at least 16 characters').max(500).optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine(
      isProxyList,
      'how many proxies stand in front, such as 1, or their addresses and networks, such as 10.0.0.0/8,127.0.0.1',
    )
    .optional(),
  DRAIN_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'whole seconds from 0 to 300')
    .transform(Number)
    .refine((seconds) => seconds <= 300, 'whole seconds from 0 to 300')
    .default(0),
  NODE_ENV: z.string().default('production'),
  AUTH_SECRET: secret,
  TOKEN_SECRET: secret,
  SMTP_PASSWORD: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(500).optional(),
})

export type Env = {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  publicUrl: string | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  demo: boolean
  /** Webhooks may call loopback and private addresses. */
  webhookPrivate: boolean
  /** A statement that takes longer is logged and counted. */
  slowQueryMs: number
  /** Whoever reads /metrics must send it; undefined: whoever reaches it. */
  metricsToken: string | undefined
  /** Whose X-Forwarded-For is believed: so many proxies in front, or those in these networks. */
  trustedProxies: number | string[]
  /** How long a process that was asked to end still serves while /health/ready fails. */
  drainSeconds: number
  development: boolean
  authSecret: string | undefined
  tokenSecret: string | undefined
  /** Of the mail server in the settings. */
  smtpPassword: string | undefined
  /** Of the identity provider in the settings. */
  oidcClientSecret: string | undefined
}

/** A setting is wrong; the message names every wrong variable and is fit for the terminal as it is. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/** Reads settings from `source`. An empty value counts as not set. @throws {EnvError} */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) {
    throw new EnvError(
      result.error.issues
        .map((issue) => complaint(String(issue.path[0]), given, issue.message))
        .filter((line, index, all) => all.indexOf(line) === index)
        .join('\n'),
    )
  }
  const value = result.data
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ''),
    logLevel: value.LOG_LEVEL,
    demo: value.DEMO === '1',
    webhookPrivate: value.WEBHOOK_PRIVATE === '1',
    slowQueryMs: value.SLOW_QUERY_MS,
    metricsToken: value.METRICS_TOKEN,
    trustedProxies: readProxies(value.TRUSTED_PROXIES ?? ''),
    drainSeconds: value.DRAIN_SECONDS,
    development: value.NODE_ENV === 'development',
    authSecret: value.AUTH_SECRET,
    tokenSecret: value.TOKEN_SECRET,
    smtpPassword: value.SMTP_PASSWORD,
    oidcClientSecret: value.OIDC_CLIENT_SECRET,
  }
}

let cached: Env | undefined

/** The settings of this process. @throws {EnvError} */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}

const shared = globalThis as { switchyardDatabaseUrl?: string }

/** Tells every module graph of this process where the database that the entry started is. */
export function setDatabaseUrl(url: string): void {
  shared.switchyardDatabaseUrl = url
}

/**
 * Where the database is: what the entry started, else DATABASE_URL, else the embedded database that a
 * running entry left in DATA_DIR/running.json (so that plain `next start` and scripts find it).
 */
export function databaseUrl(): string {
  const url = shared.switchyardDatabaseUrl ?? env().databaseUrl ?? urlOfRunningEntry(env().dataDir)
  if (!url)
    throw new EnvError('DATABASE_URL is not set and no embedded database runs. Start with npm run up.')
  return url
}

function urlOfRunningEntry(dataDir: string): string | undefined {
  try {
    const running: unknown = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8'))
    return z.object({ databaseUrl: z.string() }).parse(running).databaseUrl
  } catch {
    return undefined
  }
}

function readProxies(text: string): number | string[] {
  if (/^\d+$/.test(text.trim())) return Number(text)
  return text.split(/[\s,]+/).filter((part) => part !== '')
}

function isProxyList(text: string): boolean {
  const proxies = readProxies(text)
  return typeof proxies === 'number' ? proxies <= 20 : proxies.every(isNetwork)
}

/** Secrets and passwords inside addresses are never repeated on the screen. */
function complaint(name: string, given: Record<string, string | undefined>, accepted: string): string {
  const shown = /SECRET|PASSWORD|TOKEN|_URL$/.test(name) ? '' : ` "${given[name]}"`
  return `${name}${shown} is not accepted: give ${accepted}.`
}

function tryUrl(value: string): URL | null {
  try {
    return new URL(value)
  } catch {
    return null
  }
}
