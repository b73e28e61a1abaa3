import assert from 'node:assert/strict'
import { Caller } from './caller.mjs'
import { Checks } from './checks.mjs'
import { customerSide, endOwn } from './customer-side.mjs'
import { staffSide } from './staff-side.mjs'
import { sweep } from './sweep.mjs'

/**
 * The whole contract against one installation. @returns what was proven, what was not and why, every endpoint with
 * what it answered, and what stays behind.
 */
export async function runContract({ url, token, channel }) {
  const base = new URL('/api/v1', url).href
  const document = await (await fetch(`${base}/openapi.json`)).json()
  const kit = Object.assign(new Checks(), { caller: new Caller(document, base), customerToken: null })
  await checkDocument(kit, document)
  const mine = await customerSide(kit, channel)
  kit.customerToken = mine?.token ?? null
  try {
    await staffSide(kit, token, mine)
    await sweep(kit, token, kit.customerToken)
  } finally {
    if (mine) await endOwn(kit, mine)
  }
  return report(kit, url)
}

async function checkDocument(kit, document) {
  await kit.check('document: is OpenAPI 3.1 and describes every endpoint', () => {
    assert.match(String(document.openapi), /^3\.1/)
    const schemes = document.components?.securitySchemes ?? {}
    assert.ok(kit.caller.endpoints.size > 0, 'it has no endpoints')
    for (const [endpoint, { operation }] of kit.caller.endpoints) {
      assert.ok(operation.summary, `${endpoint} has no summary`)
      assert.ok(Object.keys(operation.responses ?? {}).length > 0, `${endpoint} names no answers`)
      for (const one of operation.security ?? [])
        for (const name of Object.keys(one)) assert.ok(schemes[name], `${endpoint} needs an unknown ${name}`)
    }
  })
}

function report(kit, url) {
  const endpoints = [...kit.caller.endpoints].map(([endpoint, { called, statuses, failures }]) => {
    const valid = called > 0 && failures.size === 0
    const why = called === 0 ? 'was not called' : [...failures].slice(0, 5).join('; ')
    kit.results.push({
      name: `${endpoint}: answers as the document says`,
      result: valid ? 'passed' : called === 0 ? 'left out' : 'failed',
      ...(!valid && { why }),
    })
    return { endpoint, called, statuses: [...statuses].sort(), valid, failures: [...failures] }
  })
  const count = (wanted) => kit.results.filter(({ result }) => result === wanted).length
  return {
    ...{ url, at: new Date().toISOString() },
    ...{ passed: count('passed'), failed: count('failed'), leftOut: count('left out') },
    ...{ checks: kit.results, endpoints, leaves: kit.leaves },
  }
}
