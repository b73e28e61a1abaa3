import { seal, unseal } from '@/server/platform/seal'

type What = 'robot' | 'admin' | 'shadow'

export const sealSecret = (what: What, id: string, secret: string): Buffer =>
  seal(`im ${what} secret`, id, secret)

/** @throws when it was sealed under another installation's secret */
export function openSecret(what: What, id: string, sealed: Uint8Array): string {
  const opened = unseal(`im ${what} secret`, id, sealed)
  if (opened === null) throw new Error(`the secret of the ${what} cannot be opened: enter it again`)
  return opened
}
