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

test('whoever is invited into a role that needs the second step sets it up before anything else, and a new password does not get around it', async ({
  page,
  browser,
}) => {
  const email = `vera-${Date.now()}@fernhalde.example`
  await fillSignIn(page, passwordOf(ADMIN))
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto('/admin/sign-in')
  await page.getByRole('combobox', { name: 'Required for roles' }).click()
  await page.getByRole('option', { name: 'Quality inspector' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.goto('/admin/agents')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  const drawer = page.getByRole('dialog', { name: 'Invite somebody' })
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Lund')
  await drawer.getByRole('textbox', { name: 'Email' }).fill(email)
  await drawer.getByRole('tab', { name: 'Roles and sign-in' }).click()
  await drawer.getByRole('checkbox', { name: 'Quality inspector' }).check()
  await drawer.getByRole('button', { name: 'Create and invite' }).click()
  const made = page.getByRole('dialog', { name: 'Invitation for Vera Lund' })
  const invitation = await made.getByRole('textbox', { name: 'Link' }).inputValue()
  await made.getByRole('button', { name: 'Close' }).click()

  const hers = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await hers.goto(new URL(invitation).pathname)
  await hers.getByRole('textbox', { name: 'Password' }).fill('a password of my own')
  await hers.getByRole('button', { name: 'Accept and sign in' }).click()
  const due = hers.getByRole('heading', { name: 'Set up the second step' })
  await expect(due).toBeVisible()
  await hers.goto('/workspace')
  await expect(due).toBeVisible()
  const asked = async () => (await hers.request.get('/api/v1/agent/conversations?list=mine')).status()
  expect(await asked()).toBe(403)
  expect(await barriers(hers)).toEqual([])
  await hers.getByLabel('Your password').fill('a password of my own')
  await hers.getByRole('button', { name: 'Continue' }).click()
  const secret = (await hers.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
  await hers.getByLabel('Six-digit code').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await hers.getByRole('button', { name: 'Confirm' }).click()
  await hers.getByRole('button', { name: 'I have kept them' }).click()
  await expect(hers.getByRole('navigation', { name: 'Main navigation' })).toBeVisible()
  expect(await asked()).toBe(200)

  await page.goto('/admin/agents?q=Vera')
  await page.getByRole('button', { name: 'Actions for Vera Lund' }).click()
  await page.getByRole('menuitem', { name: 'Link for a new password' }).click()
  const reset = page.getByRole('dialog', { name: 'New password for Vera Lund' })
  const link = await reset.getByRole('textbox', { name: 'Link' }).inputValue()
  await hers.goto(new URL(link).pathname)
  await hers.getByRole('textbox', { name: 'New password' }).fill('another password of hers')
  await hers.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(hers).toHaveURL(/sign-in/)
  await hers.getByLabel('Email').fill(email)
  await hers.getByRole('textbox', { name: 'Password' }).fill('another password of hers')
  await hers.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(hers.getByLabel('Code')).toBeVisible()
  await hers.context().close()
})
