import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expect, passwordOf, test } from '../fixtures/people'

const ADMIN = 'admin@fernhalde.example'
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function barriers(page: Page): Promise<string[]> {
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'))
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function fillSignIn(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(ADMIN)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('a role of one’s own is made, looked at as its holders would, and explained', async ({ page }) => {
  await fillSignIn(page, passwordOf(ADMIN))
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto('/admin/roles')
  await expect(page.getByRole('row', { name: /Supervisor/ })).toBeVisible()
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'New role' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Name').fill('Figures only')
  const reports = drawer.getByRole('radiogroup', { name: 'Read reports' })
  await reports.getByText('All', { exact: true }).click()
  await expect(drawer.getByText('from None to All')).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Create role' }).click()
  await expect(drawer).toBeHidden()
  const row = page.getByRole('row', { name: /Figures only/ })
  await expect(row).toContainText('Own')

  await row.getByRole('button', { name: 'Actions for Figures only' }).click()
  await page.getByRole('menuitem', { name: 'View as' }).click()
  const banner = page.getByRole('region', { name: 'Viewing as' })
  await expect(banner).toContainText('Figures only')
  const navigation = page.getByRole('navigation', { name: 'Main navigation' })
  await expect(navigation.getByRole('link', { name: 'Reports' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: 'Roles' })).toHaveCount(0)
  const refused = await page.request.post('/api/trpc/accounts.createToken', { data: { name: 'x' } })
  expect(refused.status()).toBe(403)
  await page.goto('/admin/groups')
  await expect(page.getByText('You have no access to this page')).toBeVisible()
  expect(await barriers(page)).toEqual([])

  await banner.getByRole('button', { name: 'End view' }).click()
  await expect(page).toHaveURL(/admin\/roles/)
  await expect(page.getByRole('link', { name: 'Roles' })).toBeVisible()
  await expect(banner).toHaveCount(0)

  await page.goto('/admin/roles?tab=permission&permission=audit.erase')
  await expect(page.getByRole('row', { name: new RegExp(ADMIN) })).toContainText('Administrator · All')
  expect(await barriers(page)).toEqual([])
})

test('the second step is set up, asked for at the next sign-in, and given up', async ({ page }) => {
  const password = passwordOf(ADMIN)
  await fillSignIn(page, password)
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Six-digit code').fill(totp.generate())
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Keep these recovery codes')).toBeVisible()
  const [first, second] = await page.getByText(/^[a-z1-9]{5}-[a-z1-9]{5}$/).allTextContents()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 recovery codes are left')).toBeVisible()

  await page.context().clearCookies()
  await fillSignIn(page, password)
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('This code is not right')).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Code').fill(first ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)

  await page.goto('/profile')
  await page.getByRole('button', { name: 'Switch off' }).click()
  await page.getByLabel('Your password').fill(password)
  await page.getByLabel('Code, or a recovery code').fill(second ?? '')
  await page.getByRole('button', { name: 'Switch off' }).click()
  await expect(page.getByText('Off: a password alone opens your account.')).toBeVisible()
})
