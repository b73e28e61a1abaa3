import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type FrameLocator, type Page, test } from '@playwright/test'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '../..')
const guide = readFileSync(path.join(root, 'docs', 'embedding.md'), 'utf8')

/** The examples as they stand in the guide, told only where this server and its channel are. */
const examples = (language: string, values: Record<string, string>): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) =>
    Object.entries(values).reduce((all, [from, to]) => all.replaceAll(from, to), text),
  )

const here = () => ({ 'https://chat.example.com': process.env.JOURNEYS_URL ?? '', KEY: 'demo-web' })

async function show(page: Page, html: string): Promise<void> {
  await page.route('**/guide-example', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.goto('/guide-example')
}

/** The shop's page signs; its token stands in it. */
async function tokenOf(page: Page): Promise<string> {
  const html = await (await page.request.get('/demo/signed')).text()
  return /const token = '([\w.-]+)'/.exec(html)?.[1] ?? ''
}

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe')
/** Who the window says its customer is. */
const sessionOf = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/customers/sessions') && answer.ok())
const nameIn = async (answer: Awaited<ReturnType<typeof sessionOf>>) =>
  ((await answer.json()) as { customer: { name: string | null; anonymous: boolean } }).customer

test('the plain example opens the window, with what was asked for before the script had come', async ({
  page,
}) => {
  const [plain = ''] = examples('html', here())
  await show(page, plain)
  await page.getByRole('button', { name: 'Ask us' }).click()
  await expect(frameOf(page).getByRole('heading').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeVisible()
  await expect(page.locator('#unread')).toHaveText('0')
})

test('a page with a button of its own shows no launcher, and toggles', async ({ page }) => {
  const [, own = ''] = examples('html', here())
  await show(page, own)
  const button = page.getByRole('button', { name: 'Chat with us' })
  await button.click()
  await expect(frameOf(page).getByRole('heading').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /(Open|Close) chat/ })).toHaveCount(0)
  await button.click()
  await expect(page.locator('iframe')).toBeHidden()
})

test('the signed example signs in, and signing out leaves nothing of the customer', async ({ page }) => {
  const [, , signed = ''] = examples('html', {
    ...here(),
    TOKEN_FROM_YOUR_SERVER: await tokenOf(page),
  })
  await show(page, signed)
  const signedIn = sessionOf(page)
  await page.getByRole('button', { name: 'Ask us' }).click()
  expect(await nameIn(await signedIn)).toMatchObject({ name: 'Lin Wei', anonymous: false })

  const kept = () =>
    page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.endsWith(':session')))
  await expect.poll(kept).toHaveLength(1)
  const [[, before] = ['', '']] = await kept()
  const stranger = sessionOf(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(await nameIn(await stranger)).toMatchObject({ anonymous: true })
  await expect.poll(async () => (await kept())[0]?.[1]).not.toBe(before)
  await expect(page.locator('iframe')).toBeHidden()
})

test('the React example toggles the window and counts', async ({ page }) => {
  const [component = ''] = examples('jsx', here())
  const entry = `import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { SupportChat } from './component'
    createRoot(document.getElementById('app')).render(createElement(SupportChat, { token: null }))`
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root },
    plugins: [
      {
        name: 'the example',
        setup(bundle) {
          bundle.onResolve({ filter: /^\.\/component$/ }, () => ({ path: 'component', namespace: 'guide' }))
          bundle.onLoad({ filter: /.*/, namespace: 'guide' }, () => ({
            ...{ contents: component, loader: 'jsx' as const, resolveDir: root },
          }))
        },
      },
    ],
    ...{ bundle: true, write: false, format: 'iife', jsx: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const script = outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? ''
  await show(
    page,
    `<!doctype html><html lang="en"><body><div id="app"></div><script>${script}</script></body></html>`,
  )
  await page.getByRole('button', { name: 'Help (0)' }).click()
  await expect(frameOf(page).getByRole('heading').first()).toBeVisible()
})

test('the demo page of a signed customer asks about the order, and events tell what happens', async ({
  page,
}) => {
  await page.goto('/demo/signed')
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const event of ['ready', 'open', 'close', 'started', 'ended', 'message'])
      (window as unknown as { Switchyard: { push: (command: unknown[]) => void } }).Switchyard.push([
        ...['on', event],
        () => heard.push(event),
      ])
  })
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  const signedIn = sessionOf(page)
  await page.getByRole('button', { name: 'Ask about this order' }).click()
  expect(await nameIn(await signedIn)).toMatchObject({ name: 'Lin Wei' })
  await expect.poll(heard).toEqual(expect.arrayContaining(['open', 'ready']))
  expect(await heard()).not.toContain('started')
})
