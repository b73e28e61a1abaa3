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

/** One of the choices that a select has opened. */
const choice = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

test('an administrator makes a channel, sees its window before saving, and its hours hold', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/admin/channels')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'New channel' }).click()
  const drawer = page.getByRole('dialog', { name: 'New channel' })
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Repair shop')
  await drawer.getByLabel('Default group').click()
  await choice(page, 'Warranty & repair').click()
  await drawer.getByLabel('Greeting in English').fill('What is broken?')
  const preview = drawer.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('Repair shop')
  await expect(preview).toContainText('What is broken?')
  await drawer.getByRole('textbox', { name: 'No reply: warning' }).fill('90')
  await drawer.getByRole('textbox', { name: 'No reply: breach' }).fill('1')
  expect(await barriers(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Create channel' }).click()
  await expect(drawer).toContainText('The breach must not come before the warning')
  await drawer.getByRole('textbox', { name: 'No reply: breach' }).fill('10')
  await drawer.getByRole('button', { name: 'Create channel' }).click()
  await expect(page.getByRole('row', { name: /Repair shop/ })).toContainText('Warranty & repair')

  await page.getByRole('button', { name: 'Repair shop', exact: true }).click()
  const editor = page.getByRole('dialog', { name: 'Repair shop' })
  await expect(editor.getByText(/data-channel="ch_[0-9a-f]{24}"/)).toBeVisible()
  await editor.getByRole('button', { name: 'Make a secret' }).click()
  const shown = page.getByRole('dialog', { name: 'The new secret' })
  await expect(shown.getByText(/^[\w-]{43}$/)).toBeVisible()
  await shown.getByRole('button', { name: 'Close' }).click()
  await expect(shown).toBeHidden()
  await editor.getByLabel('Only signed customers').check()
  await editor.getByRole('button', { name: 'Save' }).click()
  await expect(editor).toBeHidden()
})

test('of two who edit the same service hours the slower one loses nothing', async ({ page, browser }) => {
  await signIn(page)
  await page.goto('/admin/hours')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'New service hours' }).click()
  const maker = page.getByRole('dialog', { name: 'New service hours' })
  await maker.getByRole('textbox', { name: 'Name', exact: true }).fill('Workshop')
  await maker.getByRole('button', { name: 'Add a span to Saturday' }).click()
  await maker.getByLabel('Saturday, span 1: to').fill('13')
  await maker.getByLabel('Saturday, span 1: to').blur()
  await expect(maker.getByText('09:00–13:00').first()).toBeVisible()
  await maker.getByRole('button', { name: 'Add a span to Monday' }).click()
  await maker.getByLabel('Monday, span 2: from').fill('17:00')
  await expect(maker.getByText('Monday 09:00–18:00 and Monday 17:00–22:00 overlap.')).toBeVisible()
  await maker.getByRole('button', { name: 'Monday: remove span 2' }).click()
  expect(await barriers(page)).toEqual([])
  await maker.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('row', { name: /Workshop/ })).toContainText('49 h a week')

  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await signIn(other)
  await other.goto('/admin/hours?q=workshop')
  await other.getByRole('button', { name: 'Workshop', exact: true }).click()
  const theirs = other.getByRole('dialog', { name: 'Workshop' })
  await expect(theirs.getByLabel('Monday, span 1: to')).toHaveValue('18:00')
  await page.getByRole('button', { name: 'Workshop', exact: true }).click()
  const mine = page.getByRole('dialog', { name: 'Workshop' })
  await mine.getByLabel('Monday, span 1: to').fill('20:00')
  await mine.getByRole('button', { name: 'Save' }).click()
  await expect(mine).toBeHidden()
  await theirs.getByLabel('Tuesday, span 1: from').fill('07:00')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByText('Somebody saved this while you were editing')).toBeVisible()
  expect(await barriers(other)).toEqual([])
  await theirs.getByRole('button', { name: 'Save my changes on top' }).click()
  await expect(theirs).toBeHidden()
  await expect(other.getByRole('row', { name: /Workshop/ })).toContainText('53 h a week')
  await other.context().close()
})

test('a category is made, renamed and moved by keys alone, and a wrap-up is merged', async ({ page }) => {
  await signIn(page)
  await page.goto('/admin/categories')
  const tree = page.getByRole('tree')
  await expect(tree.getByRole('treeitem').first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
  const before = await tree.getByRole('treeitem').count()
  expect(before).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Add at the top' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Workshop')
  await page.keyboard.press('Tab')
  await page.keyboard.type('维修')
  await page.keyboard.press('Enter')
  const item = tree.getByRole('treeitem', { name: 'Workshop', exact: true })
  await expect(item).toHaveAttribute('aria-level', '1')
  const last = Number(await item.getAttribute('aria-posinset'))
  await item.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(item).toHaveAttribute('aria-posinset', String(last - 1))
  await page.keyboard.press('Alt+ArrowRight')
  await expect(item).toHaveAttribute('aria-level', '2')
  await expect(item).toBeFocused()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(item).toHaveAttribute('aria-level', '1')
  await page.reload()
  await expect(item).toHaveAttribute('aria-level', '1')

  await page.goto('/admin/wrap-ups')
  for (const name of ['Spare part', 'Spare parts']) {
    await page.getByRole('button', { name: 'Add at the top' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name in English').fill(name)
    await dialog.getByLabel('Name in Chinese').fill(`配件 ${name}`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
  }
  await page.getByRole('button', { name: 'Actions for Spare part', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Merge…' }).click()
  await page.getByRole('combobox', { name: 'Merge into' }).click()
  await choice(page, 'Spare parts').click()
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(page.getByRole('treeitem', { name: 'Spare part', exact: true })).toBeHidden()
  await expect(page.getByRole('treeitem', { name: 'Spare parts', exact: true })).toBeVisible()
})

test('many categories are moved and disabled at once, and a file with a bad row changes nothing', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/admin/categories')
  const dialog = page.getByRole('dialog')
  const item = (name: string) => page.getByRole('treeitem', { name, exact: true })
  const choose = (...rows: string[]) =>
    page.locator('input[type="file"]').setInputFiles({
      ...{ name: 'categories.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(['en_1,zh_1,en_2,zh_2', ...rows].join('\n')),
    })
  await page.getByRole('button', { name: 'Import' }).click()
  await choose('Garden,花园,,', 'Terrace,,,')
  await expect(dialog.getByRole('row', { name: /3 zh_1 A name is missing/ })).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Import/ })).toBeDisabled()
  await choose('Garden,花园,,', 'Terrace,露台,,', 'Garden,花园,Hose,水管')
  await dialog.getByRole('button', { name: 'Import 3 entries' }).click()
  await expect(dialog).toBeHidden()

  await page.getByLabel('Select Terrace').check()
  await item('Garden').focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(item('Terrace')).toContainText('Disabled')
  await page.getByLabel('Select Terrace').check()
  await page.getByRole('button', { name: 'Move…' }).click()
  await dialog.getByRole('combobox', { name: 'Below' }).click()
  await choice(page, /^Garden$/).click()
  await dialog.getByRole('button', { name: 'Move…' }).click()
  await expect(item('Terrace')).toHaveAttribute('aria-level', '2')

  await item('Garden').dragTo(item('Hose'))
  await expect(page.getByText('Garden cannot stand below itself', { exact: false })).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('the thresholds of the organisation stand beside their defaults and those who differ', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/admin/thresholds')
  const row = page.getByRole('row', { name: /^Customer is silent/ })
  await expect(row).toContainText('5 min')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Customer is silent', exact: true }).fill('7')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('7 min')
  await page.getByRole('textbox', { name: 'Customer is silent', exact: true }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row).not.toContainText('7 min')
})
