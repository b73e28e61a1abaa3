import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function signIn(page: Page, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('Email').fill('manager@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('manager@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
}

// Each page asks several questions of a month, beside whatever else runs.
test.describe.configure({ timeout: 240_000 })

/** The report stands when its table does. */
const table = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).getByRole('table')

test('a manager goes from the sentence to the bad ratings, from a number to its rows and to the conversation', async ({
  page,
}) => {
  await signIn(page, '/reports?period=last30')
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Satisfaction' }).click()
  await expect(table(page, 'Satisfaction')).toBeVisible()
  await expect(page).toHaveURL(/\/reports\/satisfaction\?.*period=last30/)
  await expect(page.getByText(/\d+ ratings: .* satisfied/)).toBeVisible()

  const stars = page.getByRole('region', { name: 'Ratings by stars' })
  const worst = stars.getByRole('listitem').filter({ hasText: '1 star' }).getByRole('button')
  const shown = (await worst.textContent()) ?? ''
  await worst.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText(`of ${shown}`)
  await expect(drawer.getByRole('row').nth(1)).toContainText('1 star')
  // What is open stands in the address: a colleague sees the same rows.
  await page.reload()
  await expect(page.getByRole('dialog')).toContainText(`of ${shown}`)
  await page.getByRole('dialog').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/conversations\//)
})

test('when customers wait is seen at a glance; the view is kept under a name and found again', async ({
  page,
}) => {
  await signIn(page, '/reports/queue?period=last30')
  await expect(table(page, 'Queue')).toBeVisible()
  await page.getByRole('combobox', { name: 'What the fields show' }).click()
  await page.getByRole('option', { name: 'Service level' }).click()
  const heat = page.getByRole('region', { name: 'Service level, by weekday and hour' }).last()
  await expect(heat.getByRole('button').first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Told apart by' }).click()
  await page.getByRole('option', { name: 'Weekday', exact: true }).click()
  await expect(table(page, 'Queue').getByRole('row', { name: /^Monday/ })).toBeVisible()
  await expect(page).toHaveURL(/by=weekday/)
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  const name = `Rhythm ${Date.now()}`
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto('/reports/queue')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page).toHaveURL(/by=weekday/)
  await expect(page).toHaveURL(/heat=service_level/)
})

test('every report says something in a sentence, and one that does not exist is not found', async ({
  page,
}) => {
  await signIn(page, '/reports?period=last30')
  const tabs = page.getByRole('navigation', { name: 'Reports' }).getByRole('link')
  const names = await tabs.allTextContents()
  expect(names.length).toBeGreaterThanOrEqual(12)
  for (const name of ['Channels', 'Questions and wrap-ups', 'Online time', 'Messages left']) {
    await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name, exact: true }).click()
    await expect(table(page, name)).toBeVisible()
    await expect(table(page, name).getByRole('row').nth(1)).toContainText('All')
  }
  await page
    .getByRole('navigation', { name: 'Reports' })
    .getByRole('link', { name: 'Bot', exact: true })
    .click()
  await expect(
    page.getByText('Nothing happened in this period').or(page.getByText(/began with the bot/)),
  ).toBeVisible()
  await page.goto('/reports/nonsense')
  await expect(page.getByRole('table')).toHaveCount(0)
})
