import { networkInterfaces } from 'node:os'
import type { FirstStart } from '@/server/first-start'

/** Addresses under which a browser finds the server, the best one first. */
export function listAddresses(options: {
  host: string
  port: number
  publicUrl: string | undefined
}): string[] {
  const { host, port, publicUrl } = options
  const everywhere = host === '0.0.0.0' || host === '::'
  const hosts = everywhere ? ['localhost', ...networkAddresses()] : [host]
  const local = hosts.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}`)
  return publicUrl ? [publicUrl, ...local] : local
}

/** The lines that end a start; the last one is the ready line, which appears exactly once. */
export function announcement(addresses: string[], first: FirstStart | undefined): string[] {
  const [main, ...others] = addresses
  return [
    '',
    ...others.map((address) => `  also at ${address}`),
    ...(first ? signInLines(first) : []),
    `Switchyard is ready at ${main}`,
  ]
}

function signInLines(first: FirstStart): string[] {
  const width = Math.max(0, ...first.signIns.map(({ role }) => role.length))
  return [
    first.empty
      ? `  organisation: ${first.organisation} (this password is not shown again)`
      : `  demo organisation: ${first.organisation}`,
    ...first.signIns.map(({ role, login, password }) => `  ${role.padEnd(width)}  ${login}  ${password}`),
    '',
  ]
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && entry.family === 'IPv4')
    .map((entry) => entry.address)
}
