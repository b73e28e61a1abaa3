import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function signIn(page: Page, next: string, title: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('Email').fill('manager@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('manager@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

async function taken(page: Page, take: () => Promise<void>) {
  const [file] = await Promise.all([page.waitForEvent('download'), take()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('a manager takes a report in either kind of file, and what lies behind it', async ({ page }) => {
  await signIn(page, '/reports/agents?period=last30', 'Reports')
  const total = page.getByRole('row', { name: /^All/ })
  await expect(total).toBeVisible()
  const csv = await taken(page, () => page.getByRole('button', { name: 'As CSV' }).click())
  expect(csv.name).toMatch(/^agents-.*\.csv$/)
  const lines = csv.bytes.toString('utf8').trim().split('\r\n')
  expect(lines[0]).toContain('Conversations handled')
  const handled = lines.at(-1)?.split(',')[1] ?? ''
  await expect(total).toContainText(Number(handled).toLocaleString('en-GB'))
  const xlsx = await taken(page, () => page.getByRole('button', { name: 'As XLSX' }).click())
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK')

  await page.getByRole('button', { name: 'More ways out' }).click()
  const rows = await taken(page, () => page.getByRole('menuitem', { name: 'Conversations as CSV' }).click())
  expect(rows.bytes.toString('utf8').slice(1)).toMatch(/^Conversation id,/)
})

test('a report is put together, saved, found again by its link, and sent by itself', async ({ page }) => {
  await signIn(page, '/reports/custom', 'Custom report')
  await page.getByRole('combobox', { name: 'Rows' }).click()
  await page.getByRole('option', { name: 'Agent', exact: true }).click()
  // What an agent has no part in is left out, and says why.
  await expect(page.getByText(/cannot be told apart by Agent/).first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Divided by' }).click()
  await page.getByRole('option', { name: 'Channel', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Numbers of the report' })).toBeVisible()
  await accessible(page)

  const name = `Own ${Date.now()}`
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page).toHaveURL(/report=[0-9a-f-]{36}$/)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Saved reports' })).toHaveValue(name)
  await expect(page.getByRole('combobox', { name: 'Divided by' })).toHaveValue('Channel')

  await page.getByRole('button', { name: 'More ways out' }).click()
  await page.getByRole('menuitem', { name: 'Send by itself …' }).click()
  const drawer = page.getByRole('dialog', { name: 'New schedule' })
  await expect(drawer.getByLabel('Name')).toHaveValue(name)
  await drawer.getByLabel('Receivers').fill('lead@example.org')
  await drawer.getByLabel('Receivers').press('Enter')
  await drawer.getByRole('button', { name: 'Create' }).click()
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Daily at 08:00')
  await accessible(page)
  await row
    .getByRole('button', { name: new RegExp(name) })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Pause' }).click()
  await expect(row).toContainText('Paused')
})
