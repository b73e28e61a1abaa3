import { expect, test } from '@playwright/test'

test('a customer reads the help page with and without a script, and goes on to the chat', async ({
  browser,
  page,
}) => {
  await page.goto('/help/demo-web?lang=en')
  await page.getByRole('searchbox', { name: 'Search the help' }).pressSequentially('adress chnage')
  await expect(page.getByRole('heading', { name: 'Results' })).toBeVisible()
  await page.getByRole('link', { name: 'Change the delivery address' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Change the delivery address' })).toBeVisible()
  await page.getByRole('button', { name: 'Yes' }).click()
  await expect(page.getByText('Thank you.')).toBeVisible()
  await page.getByRole('link', { name: 'Start a chat' }).click()
  await expect(page).toHaveURL(/\/c\/demo-web/)

  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  const reader = await plain.newPage()
  await reader.goto('/help/demo-web')
  await reader.getByRole('searchbox').fill('取消订单')
  await reader.getByRole('button', { name: '搜索' }).click()
  await reader.getByRole('link', { name: '取消订单' }).click()
  await expect(reader.getByRole('heading', { level: 1, name: '取消订单' })).toBeVisible()
  await plain.close()
})
