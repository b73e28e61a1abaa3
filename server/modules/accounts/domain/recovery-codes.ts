/**
 * Recovery codes stand in for the second step when the phone is gone: ten, of 50 random bits each, shown once
 * and good once. No letters that are read for digits.
 */
export const recoveryCount = 10
export const recoveryBytes = 10
const letters = 'abcdefghjkmnpqrstuvwxyz123456789'

/** Ten random bytes make `abcde-fghjk`. */
export function formatRecoveryCode(random: Uint8Array): string {
  const text = [...random.slice(0, recoveryBytes)].map((byte) => letters[byte % letters.length]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

/** However it is typed; null where it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toLowerCase().replace(/[\s-]/g, '')
  if (plain.length !== recoveryBytes || [...plain].some((letter) => !letters.includes(letter))) return null
  return `${plain.slice(0, 5)}-${plain.slice(5)}`
}

/** Six digits, however they are grouped; null where it cannot be a code of the app. */
export function readTotpCode(typed: string): string | null {
  const plain = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(plain) ? plain : null
}
