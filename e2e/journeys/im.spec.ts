import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startImDouble } from '@/server/modules/im/testing/double'
import { expect, passwordOf, test } from '../fixtures/people'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function barriers(page: Page): Promise<string[]> {
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

test('an administrator connects an external IM, and its users are answered through the robot', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/admin/channels')
  await page.getByRole('button', { name: 'New channel' }).click()
  const maker = page.getByRole('dialog', { name: 'New channel' })
  await maker.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour messenger')
  await maker.getByLabel('Kind').click()
  await page.getByRole('option', { name: 'External IM' }).click()
  await maker.getByLabel('Default group').click()
  await page.getByRole('option', { name: 'Warranty & repair' }).click()
  await maker.getByRole('button', { name: 'Create channel' }).click()
  await expect(maker).toBeHidden()

  await page
    .getByRole('button', { name: /Harbour messenger/ })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'IM connection' }).click()
  const drawer = page.getByRole('dialog', { name: 'External IM' })
  const callback = (await drawer.getByText(/\/api\/v1\/im\/.*\/messages$/).textContent()) ?? ''
  const { pathname } = new URL(callback)
  const im = await startImDouble({
    ...{ robotId: 'harbour', robotSecret: 'harbour-secret', adminSecret: 'unused' },
    callback: `${process.env.JOURNEYS_URL}${pathname}`,
  })
  try {
    await drawer.getByLabel('Address of the IM').fill(im.url)
    await drawer.getByLabel('Robot account').fill('harbour')
    await drawer.getByLabel('Robot secret').fill('harbour-secret')
    expect(await barriers(page)).toEqual([])
    await drawer.getByRole('button', { name: 'Connect' }).click()
    await expect(drawer).toBeHidden()

    expect(await im.says('captain-nilsson', 'Is my compass ready?')).toBe(200)
    await expect.poll(() => im.heard('captain-nilsson').length).toBeGreaterThan(1)
    expect(im.heard('captain-nilsson')[0]).toBe('Hello! What can we do for you?')

    await page.goto(`/admin/channels?im=${pathname.split('/')[4]}&part=connection`)
    await drawer.getByLabel('IM user to try it with').fill('captain-nilsson')
    await drawer.getByRole('button', { name: 'Send a test message' }).click()
    await expect(page.getByText('The IM has taken the message.')).toBeVisible()
    expect(await im.says('captain-nilsson', 'x', { secret: 'guessed' })).toBe(401)
    await expect(drawer.getByRole('row', { name: 'Refused: wrong signature 1' })).toBeVisible()

    await page.goto(`/admin/channels?im=${pathname.split('/')[4]}&part=deliveries`)
    const deliveries = page.getByRole('dialog', { name: 'IM deliveries' })
    await expect(deliveries.getByText('From captain-nilsson')).toBeVisible()
    await expect(deliveries.getByText('To captain-nilsson').first()).toBeVisible()
    expect(await barriers(page)).toEqual([])
  } finally {
    await im.stop()
  }
})
