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

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody is invited, comes in by the link, is disabled and gets in no more', async ({
  page,
  browser,
}) => {
  const admin = 'admin@fernhalde.example'
  const email = `nora-${Date.now()}@fernhalde.example`
  const password = 'a password of my own'
  await signIn(page, admin, passwordOf(admin))
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto('/admin/agents')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'Invite somebody' }).click()
  const drawer = page.getByRole('dialog', { name: 'Invite somebody' })
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Nora Quist')
  await drawer.getByRole('textbox', { name: 'Email' }).fill(email)
  await expect(drawer.getByRole('textbox', { name: 'Public name' })).toHaveValue('Nora Quist')
  await drawer.getByRole('tab', { name: 'Groups and limits' }).click()
  await drawer.getByRole('combobox', { name: 'Add to a group' }).click()
  await page.getByRole('option', { name: 'Warranty & repair' }).click()
  await expect(drawer.getByRole('textbox', { name: 'Weight in Warranty & repair' })).toHaveValue('10')
  expect(await barriers(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Create and invite' }).click()
  const made = page.getByRole('dialog', { name: 'Invitation for Nora Quist' })
  const link = await made.getByRole('textbox', { name: 'Link' }).inputValue()
  await made.getByRole('button', { name: 'Close' }).click()

  const hers = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await hers.goto(new URL(link).pathname)
  await expect(hers.getByRole('textbox', { name: 'Your name' })).toHaveValue('Nora Quist')
  expect(await barriers(hers)).toEqual([])
  await hers.getByRole('textbox', { name: 'Password' }).fill(password)
  await hers.getByRole('button', { name: 'Accept and sign in' }).click()
  await expect(hers).toHaveURL(/workspace/)
  await hers.goto(new URL(link).pathname)
  await expect(hers.getByRole('alert').getByText('not valid any more')).toBeVisible()

  await page.goto('/admin/agents?q=Nora')
  const row = page.getByRole('row', { name: /Nora Quist/ })
  await expect(row).toContainText('Active')
  await row.getByRole('button', { name: 'Actions for Nora Quist' }).click()
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  const question = page.getByRole('dialog', { name: 'Disable Nora Quist?' })
  await expect(question).toContainText('No conversation is with them now')
  await question.getByRole('button', { name: 'Disable' }).click()
  await expect(row).toContainText('Disabled')

  await hers.goto('/workspace')
  await expect(hers).toHaveURL(/sign-in/)
  await signIn(hers, email, password)
  await expect(hers.getByRole('alert').getByText('not right')).toBeVisible()
  await hers.getByRole('link', { name: 'Forgot your password?' }).click()
  // The page before has a field of the same name.
  await expect(hers.getByRole('heading', { name: 'Forgotten password' })).toBeVisible()
  await hers.getByRole('textbox', { name: 'Email' }).fill(email)
  await hers.getByRole('button', { name: 'Send the link' }).click()
  await expect(hers.getByRole('status')).toContainText('If there is an account')
})
