import { randomInt } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { foundOrganization } from '@/server/modules/accounts'

export type FirstAdministrator = { organisation: string; login: string; password: string }

const organisation = 'My organisation'
const login = 'admin@switchyard.example'

/**
 * An installation without the demo starts with an organisation, the built-in roles and one administrator.
 * The password is only in what this returns; the administrator's token is left in DATA_DIR/admin-token for
 * programs of this machine. undefined when there is an organisation already.
 */
export async function foundWithAdministrator(dataDir: string): Promise<FirstAdministrator | undefined> {
  const password = makePassword()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const founded = await foundOrganization(
    { organisation, timeZone: timeZone || 'UTC', email: login, password },
    (token) => leaveToken(dataDir, token),
  )
  return founded ? { organisation, login, password } : undefined
}

function leaveToken(dataDir: string, token: string): void {
  const file = path.join(dataDir, 'admin-token')
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Without letters that look alike; about 79 bits. */
function makePassword(): string {
  const block = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [block(), block(), block(), block()].join('-')
}
