import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

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
  await page.getByLabel('Email').fill('admin@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

test('groups are moved in the chart by menu, by key and by drag, and a circle is refused in words', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/admin/groups')
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Chart').click()
  const chart = page.getByRole('tree', { name: 'Chart of skill groups' })
  const node = (name: string) => chart.getByRole('treeitem', { name, exact: true })
  const level = (name: string, at: number) => expect(node(name)).toHaveAttribute('aria-level', String(at))
  await level('Customer care', 1)
  await level('Product advice', 1)
  expect(await barriers(page)).toEqual([])

  const moveBelow = async (name: string, parent: string) => {
    await node(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    await page.getByRole('menuitem', { name: 'Move below…' }).click()
    const dialog = page.getByRole('dialog', { name: `Move ${name}` })
    await dialog.getByLabel('Stands below').fill(parent)
    await page.getByRole('option', { name: parent, exact: true }).click()
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    return dialog
  }
  const moved = await moveBelow('Product advice', 'Warranty & repair')
  await expect(moved).toBeHidden()
  await level('Product advice', 3)
  await expect(page.getByText('Product advice now stands below Warranty & repair.')).toBeAttached()

  const refused = await moveBelow('Warranty & repair', 'Product advice')
  await expect(refused).toContainText('A group cannot stand below itself')
  expect(await barriers(page)).toEqual([])
  await refused.getByRole('button', { name: 'Cancel' }).click()

  await node('Product advice').focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await level('Product advice', 2)
  await node('Product advice').getByText('Product advice').dragTo(node('Warranty & repair'))
  await level('Product advice', 3)
  await node('Customer care').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(node('Product advice')).toBeHidden()
  await page.keyboard.press('ArrowRight')
  for (const at of [2, 1]) {
    await node('Product advice').focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await level('Product advice', at)
  }
})

test('a changed number tells its effect on the coefficients before it is saved', async ({ page }) => {
  await signIn(page)
  await page.goto('/admin/capacity')
  const group = page.getByRole('region', { name: 'Warranty & repair' })
  const quality = group.getByLabel(/^Quality number of/).first()
  await expect(quality).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await quality.fill('777')
  const bar = page.getByRole('region', { name: 'Unsaved changes' })
  await expect(bar.getByText(/Warranty & repair, .*: share .* coefficient/).first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await bar.getByRole('button', { name: 'Discard' }).click()
  await expect(bar).toBeHidden()
})

test('a rule tells whom of the last customers it would have sent elsewhere', async ({ page }) => {
  await signIn(page)
  await page.goto('/admin/routing')
  await page.getByRole('button', { name: 'New rule' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Everybody to warranty')
  await drawer.getByRole('combobox', { name: 'Goes to' }).first().click()
  await page.getByRole('option', { name: 'Warranty & repair' }).click()
  const replay = drawer.getByRole('region', { name: 'What it would have done' })
  await expect(replay).toContainText(/of the last|None of the last/)
  expect(await barriers(page)).toEqual([])
})

test('one holiday is given to several service hours, and channels change together', async ({ page }) => {
  await signIn(page)
  await page.goto('/admin/hours')
  await page
    .getByRole('checkbox', { name: /^Select / })
    .nth(1)
    .check()
  await page.getByRole('button', { name: 'Add a holiday…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Date' }).fill('2027-12-24')
  await dialog.getByLabel('Occasion').fill('Christmas Eve')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(page.getByText(/calendars? changed/)).toBeVisible()

  await page.goto('/admin/channels')
  await page
    .getByRole('checkbox', { name: /^Select / })
    .nth(1)
    .check()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('toolbar').getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('Nothing to change; 1 were so already.')).toBeVisible()
})
