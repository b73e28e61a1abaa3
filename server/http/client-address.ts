/** Set by the entry from the socket (or from the proxy it trusts), over whatever a client may have sent. */
export const addressHeader = 'x-switchyard-address'

/**
 * The machine that asks, for limits and the log. Without the entry in front (plain `next start`) the last
 * hop that a proxy wrote counts; what a client writes itself stands further left.
 */
export function clientAddress(header: (name: string) => string | null | undefined): string {
  const given = header(addressHeader) ?? header('x-forwarded-for')?.split(',').at(-1)
  return given?.trim().slice(0, 64) || 'unknown'
}
