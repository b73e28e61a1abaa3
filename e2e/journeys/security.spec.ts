import { expect, test } from '../fixtures/people'

test('each page of the console carries a nonce of its own, and every script of it that nonce', async ({
  request,
}) => {
  const nonces = new Set<string>()
  for (let time = 0; time < 2; time += 1) {
    const page = await request.get('/sign-in')
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(page.headers()['content-security-policy'] ?? '')?.[1]
    expect(nonce).toBeTruthy()
    nonces.add(nonce as string)
    const scripts = [...(await page.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(2)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  }
  expect(nonces.size).toBe(2)
})

test('data is no document, and no page but those of the channel may frame the window', async ({
  request,
}) => {
  const data = (await request.get('/health/ready')).headers()
  expect(data['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(data['x-content-type-options']).toBe('nosniff')
  const window = (await request.get('/c/demo-web')).headers()
  expect(window['content-security-policy']).toContain("script-src 'self'; ")
  expect(window['content-security-policy']).toContain('frame-ancestors ')
  expect((await request.get('/sign-in')).headers()['content-security-policy']).toContain(
    "frame-ancestors 'self'",
  )
})
