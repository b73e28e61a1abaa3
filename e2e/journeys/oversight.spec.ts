import type { Browser, Page } from '@playwright/test'
import { expect, listed, passwordOf, test } from '../fixtures/people'

const SUPERVISOR = 'supervisor@fernhalde.example'

async function signIn(browser: Browser, login: string, next: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`/sign-in?next=${next}`)
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}
