import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** A month ahead of the demo's plan, where every cell is empty. */
function emptyWeek(): string {
  return new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10)
}

const cells = (page: Page, row: number) => page.locator(`[data-row="${row}"][data-col]`)

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [a, b] = [cells(page, from[0]).nth(from[1]), cells(page, to[0]).nth(to[1])]
  await a.hover()
  await page.mouse.down()
  await b.hover()
  await page.mouse.up()
}

test('a supervisor paints shifts, moves one, takes it back, and publishes the week', async ({ page }) => {
  await signIn(page, 'admin@fernhalde.example')
  await page.goto(`/schedule?day=${emptyWeek()}`)
  const grid = page.getByRole('grid', { name: 'Roster' })
  await expect(grid).toBeVisible()
  await expect(page.getByRole('button', { name: 'Nothing to publish' })).toBeDisabled()

  await page
    .getByRole('toolbar', { name: 'Shifts to paint with' })
    .getByRole('button', { name: /Early 08:00/ })
    .click()
  await drag(page, [0, 1], [1, 3])
  await expect(page.getByRole('button', { name: 'Publish 6 changes' })).toBeVisible()
  await expect(cells(page, 1).nth(3)).toHaveAccessibleName(/Early 08:00, 08:00–16:30.*not published yet/)

  await page.getByRole('button', { name: 'Select and move' }).click()
  await drag(page, [0, 1], [0, 5])
  await expect(cells(page, 0).nth(1)).toHaveAccessibleName(/: free$/)
  await expect(cells(page, 0).nth(5)).toHaveAccessibleName(/Early 08:00/)
  await page.keyboard.press('Control+z')
  await expect(cells(page, 0).nth(1)).toHaveAccessibleName(/Early 08:00/)
  await expect(cells(page, 0).nth(5)).toHaveAccessibleName(/: free$/)

  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await page.getByRole('button', { name: 'Publish 6 changes' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('6 shifts new, 0 changed, 0 taken out, for 2 agents')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Nothing to publish' })).toBeDisabled()
  await expect(cells(page, 1).nth(3)).toHaveAccessibleName(/Early 08:00, 08:00–16:30, break [^,]*$/)
})

test('a shift that is published while it is going on is the one that the status goes by', async ({
  agent,
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await signIn(page, 'admin@fernhalde.example')
  await page.goto('/schedule?q=Mei')
  const today = page.locator('[data-row="0"][data-today]')
  await today.click()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Enter')
  // Sixteen hours by the company's clock that hold the present moment.
  const hour = Number(
    new Date().toLocaleString('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }),
  )
  const editor = page.getByRole('dialog')
  const [from, until] = [
    editor.getByRole('textbox', { name: 'From' }).first(),
    editor.getByRole('textbox', { name: 'Until' }).first(),
  ]
  await from.fill(hour < 12 ? '00:00' : '08:00')
  await until.fill(hour < 12 ? '16:00' : '24:00')
  await until.press('Tab')
  for (const remove of (await editor.getByRole('button', { name: /^Remove/ }).all()).slice(1).reverse())
    await remove.click()
  await editor.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Publish \d+ change/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const known = await agent.request.get('/api/v1/agent/status')
  const status = (await known.json()) as { shiftEndsAt: string }
  const ends = new Date(status.shiftEndsAt).toLocaleString('en-GB', {
    ...{ hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' },
  })
  expect(ends).toBe(hour < 12 ? '16' : '00')
  await context.close()
})

test('with the keys alone: cells, editor, copy, paste and delete', async ({ page }) => {
  await signIn(page, 'admin@fernhalde.example')
  const week = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
  await page.goto(`/schedule?day=${week}`)
  await cells(page, 0).first().focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('dialog')
  await expect(editor.getByRole('textbox', { name: 'From' })).toHaveValue('09:00')
  await editor.getByRole('button', { name: 'Save' }).click()
  await expect(cells(page, 0).first()).toHaveAccessibleName(/Own times, 09:00–17:00/)
  await cells(page, 0).first().focus()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Control+v')
  await expect(cells(page, 0).nth(2)).toHaveAccessibleName(/Own times, 09:00–17:00/)
  await page.keyboard.press('Delete')
  await expect(cells(page, 0).nth(2)).toHaveAccessibleName(/: free$/)
  await page.keyboard.press('Control+z')
  await expect(cells(page, 0).nth(2)).toHaveAccessibleName(/Own times, 09:00–17:00/)
})
