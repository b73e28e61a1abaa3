import AxeBuilder from '@axe-core/playwright'
import { expect, passwordOf, test } from '../fixtures/people'

const ADMIN = 'admin@fernhalde.example'

test('a key is made for what another system may do, opens just that, and nothing once it is revoked', async ({
  page,
  playwright,
  baseURL,
}) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(ADMIN)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(ADMIN))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)

  await page.goto('/admin/api-keys')
  await page.getByRole('button', { name: 'New key' }).first().click()
  const drawer = page.getByRole('dialog', { name: 'New key' })
  await drawer.getByRole('textbox', { name: 'Name' }).fill('Warehouse')
  await drawer.getByRole('checkbox', { name: 'Read conversations' }).check()
  const networks = drawer.getByRole('textbox', { name: 'Only from' })
  await networks.fill('nowhere')
  await networks.press('Enter')
  await drawer.getByRole('button', { name: 'Create' }).click()
  await expect(drawer.getByText(/^Addresses such as 203\.0\.113\.7/)).toBeVisible()
  await networks.press('Backspace')
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await drawer.getByRole('button', { name: 'Create' }).click()

  const shown = page.getByRole('dialog', { name: 'Key of Warehouse' })
  const key = (await shown.getByText(/^swy_key_[\w-]{43}$/).textContent()) ?? ''
  await shown.getByRole('button', { name: 'Close' }).click()
  const outside = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  })
  const read = () => outside.get('/api/v1/agent/search').then((answer) => answer.status())
  expect(await read()).toBe(200)
  const refused = await outside.put('/api/v1/admin/orders/W-1', { data: {} })
  expect(refused.status()).toBe(403)
  expect((await refused.json()).detail).toContain('orders.write')

  await page.getByRole('button', { name: 'Warehouse', exact: true }).click()
  await page.getByRole('dialog', { name: 'Warehouse' }).getByRole('button', { name: 'Revoke' }).click()
  await page
    .getByRole('dialog', { name: 'Revoke Warehouse?' })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await expect(page.getByText('Revoked. It opens nothing any more.')).toBeVisible()
  expect(await read()).toBe(401)
  await outside.dispose()
})
