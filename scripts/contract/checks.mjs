import assert from 'node:assert/strict'

/** Runs named checks one after the other; one that fails or is left out stops none of the others. */
export class Checks {
  results = []
  leaves = []

  async check(name, run) {
    try {
      await run()
      this.results.push({ name, result: 'passed' })
    } catch (error) {
      const why = String(error?.message ?? error).split('\n')[0]
      this.results.push({ name, result: error instanceof LeftOut ? 'left out' : 'failed', why })
    }
  }
}

/** What cannot be proven here, such as without a channel or with a token that may not. */
export class LeftOut extends Error {}

export const leaveOut = (why) => {
  throw new LeftOut(why)
}

/** An answer with one of these statuses; a refusal says its code. */
export function expectStatus(answer, ...statuses) {
  if (statuses.includes(answer.status)) return answer
  const { code, detail } = answer.body ?? {}
  assert.fail(`answered ${answer.status}${code ? ` (${code}: ${detail})` : ''}, not ${statuses.join(' or ')}`)
}

export const expectProblem = (answer, status, code) => {
  expectStatus(answer, status)
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  assert.equal(answer.body?.status, status, 'the problem names another status')
  if (code) assert.equal(answer.body?.code, code, `its code is ${answer.body?.code}, not ${code}`)
}
