import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

const ADMIN = 'admin@fernhalde.example'
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function barriers(page: Page): Promise<string[]> {
  // Half faded in, nothing has its contrast yet.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (a) =>
          a.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY || a.playState !== 'running',
      ),
  )
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(ADMIN)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(ADMIN))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved. It holds from now on.').first()).toBeVisible()
}

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('name and logo are seen at sign-in and in the customer’s window, and go back by the history', async ({
  page,
  browser,
  visit,
}) => {
  await signIn(page)
  await page.goto('/admin/settings?tab=branding')
  await page.getByLabel('Name shown').fill('Fern Desk')
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') },
  })
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible()
  await page.getByLabel('Accent colour').fill('#dddd00')
  await expect(page.getByText(/White text is hard to read on it/)).toBeVisible()
  await page.getByLabel('Accent colour').fill('#0f766e')
  expect(await barriers(page)).toEqual([])
  await save(page)

  const stranger = await browser.newContext()
  const door = await stranger.newPage()
  await expect(async () => {
    await door.goto('/sign-in')
    await expect(door.getByRole('heading', { name: 'Fern Desk' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const logo = door.locator('img[src^="/api/logo/"]')
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await stranger.close()
  const { page: chat } = await visit()
  await expect(chat.locator('.head img[src^="/api/logo/"]')).toBeVisible()

  await page.getByRole('button', { name: 'History' }).click()
  const history = page.getByRole('dialog', { name: 'History' })
  await expect(history).toContainText('Fern Desk')
  await history.getByRole('button', { name: 'Go back to before' }).first().click()
  await page
    .getByRole('dialog', { name: /what it was before this change/ })
    .getByRole('button', { name: 'Go back to before' })
    .click()
  await expect(page.getByText('It is as it was before.')).toBeVisible()
})

test('a card number that a customer writes is covered for everybody, and who looks at it is in the log', async ({
  page,
  browser,
  agent: _agent,
  visit,
}) => {
  const context = await browser.newContext()
  const admin = await context.newPage()
  await signIn(admin)
  await admin.goto('/admin/settings?tab=masking')
  await admin.getByRole('switch', { name: 'Card numbers' }).press('Space')
  expect(await barriers(admin)).toEqual([])
  await save(admin)

  const customer = await visit()
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.input.fill('it was paid with 4111 1111 1111 1111')
  await customer.input.press('Enter')
  const covered = 'it was paid with **** **** **** 1111'
  await expect(customer.log.getByText(covered)).toBeVisible()
  await page.getByRole('listitem').filter({ hasText: '1111' }).getByRole('button').first().click()
  await expect(page.getByRole('log').getByText(covered)).toBeVisible()
  await expect(page.getByText('4111 1111 1111 1111')).toHaveCount(0)

  await admin.getByRole('switch', { name: 'Card numbers' }).press('Space')
  await save(admin)
  await admin.goto('/admin/audit?kind=settings')
  await expect(admin.getByRole('row', { name: /masking/ }).first()).toContainText('127.0.0.1')
  expect(await barriers(admin)).toEqual([])
  await admin.getByRole('button', { name: 'Check the chain' }).click()
  await expect(admin.getByText('The log is whole')).toBeVisible()
  await context.close()
})
