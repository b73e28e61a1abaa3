import type { Page } from '@playwright/test'
import { barriers } from '../fixtures/barriers'
import { expect, passwordOf, test } from '../fixtures/people'

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

test('a supervisor changes a skill group, sees it in the list, and the trail says who did what', async ({
  page,
}) => {
  await signIn(page, 'admin@fernhalde.example')
  await page.goto('/admin/groups?q=warranty')
  const row = page.getByRole('row', { name: /Warranty & repair/ })
  await expect(row).toContainText('within 60 s')
  await expect(page.getByRole('row', { name: /Product advice/ })).toHaveCount(0)
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'Warranty & repair', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel(/Service level/).fill('45')
  expect(await barriers(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('within 45 s')

  await page.goto('/admin/audit')
  await expect(page.getByRole('row', { name: /Warranty & repair/ }).first()).toContainText('Robin Albers')
  expect(await barriers(page)).toEqual([])
})

test('a manager reads the report and opens the conversations behind a number', async ({ page }) => {
  await signIn(page, 'manager@fernhalde.example')
  await page.goto('/reports/groups')
  await expect(page.getByRole('row', { name: /Returns & refunds/ }).first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
  const row = page.getByRole('row', { name: /Returns & refunds/ }).first()
  const number = row.getByRole('button').nth(1)
  await expect(number).not.toBeEmpty()
  const shown = (await number.textContent()) ?? ''
  await number.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('row').nth(1)).toBeVisible()
  await expect(drawer).toContainText(`Returns & refunds · ${shown}`)

  await page.keyboard.press('Escape')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'As CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})

test('the monitor shows who waits, in two seconds, and has no known barrier', async ({
  browser,
  agent,
  customer,
}) => {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, 'supervisor@fernhalde.example')
  await page.goto('/monitor')
  await expect(page.getByRole('heading', { name: 'Queue 0' })).toBeVisible()
  const busy = await agent.request.put('/api/v1/agent/status', { data: { status: 'busy', reason: 'break' } })
  expect(await busy.json()).toMatchObject({ status: 'busy' })
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('Is somebody there?')
  await expect(customer.page.getByText(/in line|next/i).first()).toBeVisible()
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toContainText('Returns & refunds')
  expect(await barriers(page)).toEqual([])
  await agent.request.put('/api/v1/agent/status', { data: { status: 'online' } })
  await expect(customer.log.getByText('Mei is with you now')).toBeVisible()
  await page.context().close()
})
