import { setTimeout as delay } from 'node:timers/promises'

/** Looks again until it holds. @throws after `limitMs` */
export async function comesTrue(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 90_000,
): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${limitMs / 1_000} s: ${what}`)
    await delay(20)
  }
}
