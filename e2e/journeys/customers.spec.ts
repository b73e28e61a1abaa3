import { expect, passwordOf, test } from '../fixtures/people'

test('two records of one person are taken in from a file, found, changed, merged and erased', async ({
  page,
}) => {
  const mark = Date.now().toString(36)
  const [first, second] = [`Quirina ${mark}`, `Quirin ${mark}`]
  await page.goto('/sign-in?next=/customers')
  await page.getByLabel('Email').fill('admin@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()

  await page.getByRole('button', { name: 'Import' }).click()
  const taking = page.getByRole('dialog', { name: 'Import customers' })
  await taking.locator('input[type=file]').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `external_id,name,email,tags\nq1-${mark},${first},q1-${mark}@shop.example,linen\nq2-${mark},${second},,wool\n`,
    ),
  })
  await taking.getByRole('button', { name: /^Apply 2/ }).click()
  await expect(taking).toHaveCount(0)

  await page.getByRole('searchbox').fill(`q1-${mark}`)
  const row = page.getByRole('row', { name: new RegExp(first) })
  // The row may be there before it is looked for.
  await expect(page).toHaveURL(new RegExp(`q=q1-${mark}`))
  await expect(row).toContainText('linen')
  await row.getByRole('button', { name: first }).click()
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible()

  await page.getByRole('button', { name: 'Edit' }).click()
  const drawer = page.getByRole('dialog', { name: first })
  await drawer.getByLabel('VIP level').fill('4')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('VIP 4')).toBeVisible()
  await page.getByRole('tab', { name: /^Notes/ }).click()
  await page.getByRole('textbox', { name: 'What should colleagues know?' }).fill('Likes linen')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await expect(page.getByText('Likes linen')).toBeVisible()

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another' }).click()
  const merging = page.getByRole('dialog', { name: 'Merge two customers' })
  await merging.getByRole('combobox', { name: 'The other record of this person' }).fill(`q2-${mark}`)
  await page.getByRole('option', { name: new RegExp(second) }).click()
  await expect(merging.getByText('New tags: wool')).toBeVisible()
  await merging.getByRole('button', { name: 'Merge' }).click()
  await expect(merging).toHaveCount(0)
  await expect(page.getByText(`q2-${mark}`)).toBeVisible()
  await expect(page.getByText('wool', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Erase for good' }).click()
  const erasing = page.getByRole('dialog', { name: `Erase ${first} for good?` })
  await expect(erasing.getByRole('button', { name: 'Erase' })).toBeDisabled()
  await erasing.getByRole('textbox').fill(first)
  await erasing.getByRole('button', { name: 'Erase' }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('This customer was erased. Only numbers are left.')).toBeVisible({
      timeout: 2_000,
    })
  }).toPass()
  await expect(page.getByText(first)).toHaveCount(0)
})
