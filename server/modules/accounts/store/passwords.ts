import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm) with 19 MiB and two passes: about 30 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let decoy: Promise<string> | undefined

/**
 * Takes the same time whether there is a hash to compare with or not, so that the time does not tell
 * which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const right = await verify(passwordHash ?? (await decoy), password.normalize('NFKC')).catch(() => false)
  return right && passwordHash !== null
}
